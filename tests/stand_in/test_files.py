import openai
import pytest
from openai import OpenAI

from jdb_site.stand_in import StandIn
from tests.stand_in.asking import jsonl, line

CONTENT = jsonl([line("one"), line("two")])


def upload(client: OpenAI, content: bytes = CONTENT, name: str = "shard.jsonl") -> str:
    return client.files.create(file=(name, content), purpose="batch").id


def test_a_file_is_kept_told_handed_out_and_deleted(client: OpenAI) -> None:
    kept = client.files.create(
        file=("shard 1.jsonl", CONTENT), purpose="batch", expires_after={"anchor": "created_at", "seconds": 3600}
    )

    assert (kept.object, kept.filename, kept.purpose, kept.bytes) == ("file", "shard 1.jsonl", "batch", len(CONTENT))
    assert kept.expires_at == kept.created_at + 3600
    assert client.files.retrieve(kept.id) == kept
    assert client.files.content(kept.id).read() == CONTENT
    assert client.files.delete(kept.id).model_dump() == {"id": kept.id, "object": "file", "deleted": True}
    with pytest.raises(openai.NotFoundError, match=f"No such File object: {kept.id}"):
        client.files.retrieve(kept.id)


def test_a_file_that_is_streamed_arrives_whole(client: OpenAI, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("shards") / "large.jsonl"
    path.write_bytes(CONTENT * 2000)

    with path.open("rb") as stream:
        kept = client.files.create(file=stream, purpose="batch")

    assert client.files.content(kept.id).read() == path.read_bytes()


def test_files_are_listed_in_pages_the_newest_first(client: OpenAI) -> None:
    numbers = [upload(client, name=f"{n}.jsonl") for n in range(5)]

    first = client.files.list(limit=2)

    assert ([kept.id for kept in first.data], first.has_more) == ([numbers[4], numbers[3]], True)
    assert [kept.id for kept in first] == [*reversed(numbers)]  # the SDK walks all pages
    assert [kept.id for kept in client.files.list(order="asc")] == numbers
    assert client.files.list(purpose="batch_output").data == []


@pytest.mark.parametrize(
    ("purpose", "message"), [("party", "Invalid value for purpose: 'party'"), ("", "Invalid value for purpose: ''")]
)
def test_a_purpose_that_there_is_not_is_refused(client: OpenAI, purpose: str, message: str) -> None:
    with pytest.raises(openai.BadRequestError, match=message):
        client.files.create(file=("x", b"x"), purpose=purpose)  # type: ignore[arg-type] # what types forbid


def test_another_page_than_there_is_is_refused(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="No such object: file-nowhere"):
        client.files.list(after="file-nowhere")
    with pytest.raises(openai.BadRequestError, match="Invalid value for limit: '0'"):
        client.files.list(limit=0)


def test_an_upload_that_is_no_form_is_refused(client: OpenAI) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        client.post("/files", body={"purpose": "batch"}, cast_to=object)

    assert refused.value.status_code == 415


def test_a_reset_forgets_files(stand_in: StandIn, client: OpenAI) -> None:
    upload(client)

    stand_in.reset()

    assert client.files.list().data == []
