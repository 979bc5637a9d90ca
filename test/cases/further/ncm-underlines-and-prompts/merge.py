"""Merge
=======

>>> clean("<<<<<<< a")
'a'
"""


def clean(text):
    return text.replace("<<<<<<< ", "")


print(clean("=======") == "=======")
