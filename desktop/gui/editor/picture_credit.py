"""Setting the credit of a picture, which belongs to the picture itself and so to every use of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from desktop.gui.session import ReviewSession
from desktop.services.authoring import Place


def edit_picture_credit(session: ReviewSession, form: str, image_id: str, text: str) -> None:
    """Set the credit of the picture with this id, as typed in ``form``."""
    image = session.article.image(image_id)
    if image is not None and image.credit != text:
        label = QCoreApplication.translate("PictureCredit", "Picture credit")
        session.edit(label, Place(form, "pictures"), session.article.with_record(replace(image, credit=text)), typing=True)
