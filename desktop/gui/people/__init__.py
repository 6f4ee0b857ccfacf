"""The People page of the editor: one table that is also the form."""

from desktop.gui.people.people_form import FetchPerson, PeopleForm
from desktop.gui.people.portrait_group import AddPicture, PictureOf

__all__ = ["AddPicture", "FetchPerson", "PeopleForm", "PictureOf"]
