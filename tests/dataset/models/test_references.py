"""References that triggers keep: what is referred to is there, and stays."""

import pytest
from django.db import connection
from django.db.models import Model

from dataset.models import Archive, Image
from tests.factories import ArchiveFactory, ImageFactory, ImportRunFactory, PromptFactory
from tests.refusals import owner, refused_by, refused_by_trigger

STAYS = "rows of {table} stay, and keep their number: {act} is refused"
FACTORIES = {"dataset_prompt": PromptFactory, "dataset_importrun": ImportRunFactory, "dataset_archive": ArchiveFactory}
REFERENCES = [
    ("dataset_image_prompt_id_is_there", "prompt_id"),
    ("dataset_image_run_id_is_there", "run_id"),
    ("dataset_image_archive_id_is_there", "archive_id"),
]
NOWHERE = 2**40


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "column"), REFERENCES)
def test_an_image_of_what_is_not_there_is_refused(rule: str, column: str) -> None:
    facts = {"prompt_id": PromptFactory().pk, "run_id": ImportRunFactory().pk, "archive_id": ArchiveFactory().pk}

    with refused_by(rule):
        Image.objects.create(source="test", source_key="000/1.png", **(facts | {column: NOWHERE}))


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "column"), REFERENCES)
def test_an_image_does_not_turn_to_what_is_not_there(rule: str, column: str) -> None:
    image = ImageFactory()

    with refused_by(rule):
        Image.objects.filter(pk=image.pk).update(**{column: NOWHERE})


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "column"), REFERENCES)
def test_one_bad_reference_of_many_rows_refuses_them_all(rule: str, column: str) -> None:
    images = ImageFactory.build_batch(3, run=ImportRunFactory(), prompt=PromptFactory(), archive=ArchiveFactory())
    setattr(images[1], column, NOWHERE)

    with refused_by(rule):
        Image.objects.bulk_create(images)

    assert Image.objects.count() == 0


@pytest.mark.django_db
def test_an_image_may_turn_to_another_archive_and_to_none() -> None:
    image, other = ImageFactory(archive=ArchiveFactory()), ArchiveFactory()

    for archive in (other, None):
        Image.objects.filter(pk=image.pk).update(archive=archive)
        image.refresh_from_db()
        assert image.archive == archive


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", sorted(FACTORIES))
@pytest.mark.parametrize("act", ["DELETE", "UPDATE", "TRUNCATE"])
def test_what_images_refer_to_stays_even_for_the_owner(table: str, act: str) -> None:
    row: Model = FACTORIES[table]()
    statements = {
        "DELETE": f"DELETE FROM {table} WHERE id = {row.pk}",  # noqa: S608  names of ours
        "UPDATE": f"UPDATE {table} SET id = id + 1 WHERE id = {row.pk}",  # noqa: S608  names of ours
        "TRUNCATE": f"TRUNCATE {table} CASCADE",
    }

    with refused_by_trigger(STAYS.format(table=table, act=act)), owner() as connected:
        connected.execute(statements[act])


@pytest.mark.django_db
def test_a_row_keeps_its_number_and_changes_otherwise() -> None:
    archive = ArchiveFactory()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE dataset_archive SET id = id, detail = 'read' WHERE id = %s", [archive.pk])

    assert Archive.objects.get(pk=archive.pk).detail == "read"
