"""What can go wrong in the corpus, as facts with a code and a sentence for the person who meets them."""


class DatasetError(Exception):
    """The base: `code` for machines, the message for people."""

    code = "dataset_error"
