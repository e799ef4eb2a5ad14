"""Why a row or a picture is not in: a code that can be listed and exported, and its sentence."""

from enum import StrEnum


class RowReason(StrEnum):
    """What is said of a row of an import. The first three are not refusals."""

    TEXTS_SKIPPED = "texts_skipped"
    ALREADY_IN = "already_in"
    PICTURE_RETRIED = "picture_retried"
    LINE_TOO_LONG = "line_too_long"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    KEY_TWICE = "key_twice"
    NOT_AN_OBJECT = "not_an_object"
    BAD_CELLS = "bad_cells"
    NO_PROMPT = "no_prompt"
    EMPTY_PROMPT = "empty_prompt"
    PROMPT_TOO_LONG = "prompt_too_long"
    BAD_CHARACTERS = "bad_characters"
    NO_IMAGE_PATH = "no_image_path"
    IMAGE_IS_A_LINK = "image_is_a_link"
    UNSAFE_PATH = "unsafe_path"
    PATH_TOO_LONG = "path_too_long"
    BAD_SUFFIX = "bad_suffix"
    IMAGE_MISSING = "image_missing"
    DUPLICATE_KEY = "duplicate_key"
    OTHER_PROMPT = "other_prompt"


class PictureReason(StrEnum):
    """Why the bytes of a picture were refused."""

    NOT_FOUND = "not_found"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    TOO_LARGE_BYTES = "too_large_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_SCANS = "too_many_scans"
    TOO_SMALL = "too_small"
    BAD_FORMAT = "bad_format"
    ANIMATED = "animated"
    TRUNCATED = "truncated"
    TOO_MUCH_MEMORY = "too_much_memory"
    DECODER_FAILED = "decoder_failed"
    CRASHED = "crashed"
    DUPLICATE_BYTES = "duplicate_bytes"
    ARCHIVE_REFUSED = "archive_refused"


SENTENCES: dict[str, str] = {
    RowReason.TEXTS_SKIPPED: "The pair is in; some of its words, caption or questions were not usable.",
    RowReason.ALREADY_IN: "This pair is in already; nothing was added.",
    RowReason.PICTURE_RETRIED: "This pair was in already without its picture, which is tried now; nothing was added.",
    RowReason.LINE_TOO_LONG: "The line is longer than 1 MB.",
    RowReason.NOT_UTF8: "The line is not UTF-8.",
    RowReason.NOT_JSON: "The line is not JSON.",
    RowReason.TOO_DEEP: "The JSON is nested too deeply.",
    RowReason.KEY_TWICE: "The JSON names the same key twice, so that its value is in doubt.",
    RowReason.NOT_AN_OBJECT: "The JSON is not an object.",
    RowReason.BAD_CELLS: "The row has more or fewer cells than the header, or cannot be taken apart.",
    RowReason.NO_PROMPT: "There is no prompt, or it is not a text.",
    RowReason.EMPTY_PROMPT: "The prompt is empty.",
    RowReason.PROMPT_TOO_LONG: "The prompt is longer than 20,000 characters.",
    RowReason.BAD_CHARACTERS: "A NUL or half a surrogate pair is in it; the database cannot keep it as it is.",
    RowReason.NO_IMAGE_PATH: "There is no path of an image.",
    RowReason.IMAGE_IS_A_LINK: "The image is a link. Nothing is fetched: put the files beside the table.",
    RowReason.UNSAFE_PATH: "The path of the image is absolute, leads out of its folder, or holds odd characters.",
    RowReason.PATH_TOO_LONG: "The path of the image is longer than 300 characters.",
    RowReason.BAD_SUFFIX: "The image is not named .jpg, .jpeg, .png or .webp.",
    RowReason.IMAGE_MISSING: "The image is nowhere, under none of the suffixes.",
    RowReason.DUPLICATE_KEY: "An earlier row of this input has the same image.",
    RowReason.OTHER_PROMPT: "This image is in already, with another prompt.",
    PictureReason.NOT_FOUND: "The file is not where its row says, or the archive has no such member.",
    PictureReason.NOT_A_FILE: "It is a link, a folder or a device, not a file.",
    PictureReason.UNREADABLE: "The file cannot be read.",
    PictureReason.TOO_LARGE_BYTES: "The file is larger than 64 MB.",
    PictureReason.TOO_MANY_PIXELS: "It has more than 64 million pixels, or a side over 16,384.",
    PictureReason.TOO_MANY_SCANS: "It is a JPEG drawn in more than 200 passes, each as long to decode as a picture.",
    PictureReason.TOO_SMALL: "A side is under 16 pixels.",
    PictureReason.BAD_FORMAT: "It is not JPEG, PNG or WebP, whatever its name says.",
    PictureReason.ANIMATED: "It has more than one frame.",
    PictureReason.TRUNCATED: "It ends too early or is damaged.",
    PictureReason.TOO_MUCH_MEMORY: "Decoding it takes too much memory.",
    PictureReason.DECODER_FAILED: "The decoder failed on it in a way that has no name.",
    PictureReason.CRASHED: "Decoding it ended the worker, three times.",
    PictureReason.DUPLICATE_BYTES: "Another image has the very same bytes.",
    PictureReason.ARCHIVE_REFUSED: "Its archive could not be read to the end.",
}


class Refused(Exception):
    """A row or a picture that stays out: the reason, and what exactly was met."""

    def __init__(self, reason: RowReason | PictureReason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in detail[:300])
