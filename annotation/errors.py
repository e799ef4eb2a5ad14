"""What can go wrong in the human work: a fact, a code for machines, a sentence for the person who meets it."""


class AnnotationError(Exception):
    """The base. `status` is the HTTP status that the API answers with."""

    code = "annotation_error"
    status = 409
