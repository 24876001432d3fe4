"""The storage service: who may do what with buckets and files, and how files are handed out."""

from __future__ import annotations

from pathlib import PurePosixPath

import httpx2
import pytest

from flame_hub.embedded.media_types import attachment, media_type_of
from studies import NOWHERE, Person, Record, Study, found, made, not_permitted, refused


def bucket_of(client: httpx2.Client, **values: str) -> Record:
    return made(client.post("/storage/buckets", json={"name": "files", **values}))


def upload(client: httpx2.Client, bucket: Record, *names: str) -> list[Record]:
    files = [("file", (name, name.encode())) for name in names]
    return made(client.post(f"/storage/buckets/{bucket['id']}/upload", files=files))


# -- who may ------------------------------------------------------------------------------------------------------


def test_buckets_are_looked_for_before_permissions_are(admin: httpx2.Client, ada: Person):
    path = f"/storage/buckets/{bucket_of(admin)['id']}"
    for method, verb in (("POST", "update"), ("DELETE", "delete")):
        nowhere = ada.client.request(method, f"/storage/buckets/{NOWHERE}", json={})
        refused(nowhere, 404, "The bucket was not found.")
        not_permitted(ada.client.request(method, path, json={}), f"bucket_{verb}")
        client = ada.may(f"bucket_{verb}")
        refused(client.request(method, path, json={}), 403, "Permission denied.")


def test_a_bucket_of_another_realm_is_refused(admin: httpx2.Client, ada: Person, realm: Record):
    client = ada.may("bucket_create")
    foreign = {"name": "files", "realmId": bucket_of(admin)["realmId"]}
    refused(client.post("/storage/buckets", json=foreign), 403, "You are not permitted to create this bucket.")
    assert bucket_of(client)["realmId"] == realm["id"]
    assert bucket_of(client, realmId=realm["id"])["realmId"] == realm["id"]


def test_files_are_deleted_by_who_uploaded_them_or_who_may_change_buckets_of_the_realm(
    admin: httpx2.Client, ada: Person
):
    bucket = bucket_of(admin)
    (foreign,) = upload(admin, bucket, "foreign.txt")
    (own,) = upload(ada.client, bucket, "own.txt")
    refused(ada.client.delete(f"/storage/bucket-files/{NOWHERE}"), 404, "The bucket-file was not found.")
    not_permitted(ada.client.delete(f"/storage/bucket-files/{foreign['id']}"), "bucket_update")
    client = ada.may("bucket_update")
    refused(client.delete(f"/storage/bucket-files/{foreign['id']}"), 403, "Permission denied.")
    assert made(client.delete(f"/storage/bucket-files/{own['id']}"))["bucket"]["id"] == bucket["id"]


# -- uploads ------------------------------------------------------------------------------------------------------


def test_an_upload_is_refused_in_the_hubs_order_and_the_words_of_its_parser(admin: httpx2.Client):
    def answer(bucket: str, media_type: str, content: bytes = b"--x--") -> httpx2.Response:
        headers = {"content-type": media_type}
        return admin.post(f"/storage/buckets/{bucket}/upload", content=content, headers=headers)

    bucket = bucket_of(admin)["id"]
    refused(answer(NOWHERE, "text/plain"), 404, "The bucket was not found.")
    refused(answer(bucket, "text/plain"), 400, "A multipart content-type header is required.")
    refused(answer(bucket, "multipart/form-data; boundary=x", b""), 400, "The request body is empty.")
    refused(answer(bucket, "multipart/form-data; boundary=x", b"text"), 500, "Unexpected end of form")
    refused(answer(bucket, "multipart/form-data"), 500, "Multipart: Boundary not found")
    mixed = "multipart/mixed; boundary=x"
    refused(answer(bucket, mixed), 500, f"Unsupported content type: {mixed}")
    assert made(answer(bucket, "multipart/form-data; boundary=x")) == []


def test_a_file_is_of_the_realm_of_who_uploads_it_and_its_note_of_that_of_the_analysis(
    admin: httpx2.Client, study: Study, ada: Person, realm: Record
):
    (code,) = found(admin, "analysis-buckets", analysisId=study.analysis["id"], type="CODE")
    (file,) = upload(ada.client, {"id": code["bucketId"]}, "other.py")
    (noted,) = found(admin, "analysis-bucket-files", path="other.py")
    assert (file["realmId"], file["actorId"]) == (realm["id"], ada.id)
    assert (noted["realmId"], noted["userId"]) == (study.analysis["realmId"], ada.id)


def test_a_file_whose_path_is_too_long_is_not_stored(admin: httpx2.Client):
    bucket = bucket_of(admin)
    url = f"/storage/buckets/{bucket['id']}/upload"
    for name in ("x" * 257, f"{'x' * 500}/{'y' * 12}"):
        refused(admin.post(url, files={"file": (name, b"content")}), 500, "An error occurred")
    assert len(upload(admin, bucket, "x" * 256, f"{'x' * 500}/{'y' * 11}")) == 2


def test_of_a_path_that_comes_twice_the_first_file_is_kept(admin: httpx2.Client):
    bucket = bucket_of(admin)
    files = [("file", (name, content)) for name, content in (("a", b"first"), ("a", b"second"), ("b", b"other"))]
    refused(admin.post(f"/storage/buckets/{bucket['id']}/upload", files=files), 500, "An error occurred")
    params = {"filter[bucketId]": bucket["id"], "sort": "name", "fields": "path,size"}
    stored = made(admin.get("/storage/bucket-files", params=params))
    assert stored == [{"path": "a", "size": 5}, {"path": "b", "size": 5}]


# -- buckets by their names ---------------------------------------------------------------------------------------


def test_a_bucket_is_read_by_its_name_unless_there_is_a_query(admin: httpx2.Client):
    bucket = bucket_of(admin, name="named")
    path = "/storage/buckets/named"
    assert made(admin.get(path)) == bucket
    assert made(admin.get(f"/storage/buckets/{bucket['id']}", params={"fields": "name"})) == {"name": "named"}
    refused(admin.get(path, params={"fields": "name"}), 500, 'invalid input syntax for type uuid: "named"')
    refused(admin.get("/storage/buckets/other"), 404, "The bucket was not found.")
    # The query of an upload or of a stream is not looked at.
    made(admin.post(f"{path}/upload", params={"a": "b"}, files={"file": ("a.txt", b"a")}))
    assert admin.get(f"{path}/stream", params={"a": "b"}).status_code == 200
    assert made(admin.post(path, json={"name": "renamed", "region": "eu"})) == {**made(admin.get(path))}
    assert made(admin.delete(path))["id"] == bucket["id"]


# -- what is handed out -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("main.py", "application/octet-stream"),
        ("data.parquet", "application/octet-stream"),
        ("README", "application/octet-stream"),
        (".json", "application/octet-stream"),
        ("trailing.", "application/octet-stream"),
        ("result.CSV", "text/csv; charset=utf-8"),
        ("notes.md", "text/markdown; charset=utf-8"),
        ("run.log", "text/plain; charset=utf-8"),
        ("model.json", "application/json; charset=utf-8"),
        ("values.yaml", "text/yaml; charset=utf-8"),
        ("archive.tar.gz", "application/gzip"),
        ("plot.svg", "image/svg+xml"),
    ],
)
def test_the_ending_of_a_name_tells_the_media_type(admin: httpx2.Client, name: str, media_type: str):
    assert media_type_of(name) == media_type
    (file,) = upload(admin, bucket_of(admin), f"folder/{name}")
    answer = admin.get(f"/storage/bucket-files/{file['id']}/stream")
    assert (answer.headers["content-type"], answer.content) == (media_type, f"folder/{name}".encode())


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("plain.txt", 'attachment; filename="plain.txt"'),
        ('two "marks" \\.txt', 'attachment; filename="two \\"marks\\" \\\\.txt"'),
        ("größe.txt", "attachment; filename=\"gr??e.txt\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.txt"),
        ("line\nbreak", "attachment; filename=\"line?break\"; filename*=UTF-8''line%0Abreak"),
    ],
)
def test_what_a_download_is_called(name: str, disposition: str):
    assert attachment(name) == disposition


def test_the_name_and_directory_are_parts_of_the_path_as_it_was_sent(admin: httpx2.Client):
    paths = ("plain.txt", "a/b/c.txt", "/absolute.txt", "../up.txt", "50%25.txt", "a//b.txt", "./c.txt", "a/b/")
    bucket = bucket_of(admin)
    files = upload(admin, bucket, *paths)
    assert [file["path"] for file in files] == list(paths)
    assert [file["name"] for file in files] == [PurePosixPath(path).name for path in paths]
    assert [file["directory"] for file in files] == [".", "a/b", "/", "..", ".", "a/", ".", "a"]
