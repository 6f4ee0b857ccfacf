"""Taking a review out: the dialog that shows exactly what will leave.

``wishes`` says what can be asked for, ``leaving`` is the pane with the very text and its files, ``destination`` the
folder and the file name, ``dialog`` puts them together.
"""
