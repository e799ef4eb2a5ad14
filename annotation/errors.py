"""What can go wrong in the human work: a fact, a code for machines, a sentence for the person who meets it."""


class AnnotationError(Exception):
    """The base. `status` is the HTTP status that the API answers with."""

    code = "annotation_error"
    status = 409


class ReceiptTaken(AnnotationError):
    """The same UUID came before with another body, or from another person."""

    code = "uuid_reused"


class PairUnknown(AnnotationError):
    """There is no such pair, or this annotator was never given it."""

    code = "not_found"
    status = 404
