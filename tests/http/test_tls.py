"""Whom encrypted connections trust, and what is said of a file that cannot be used."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import trustme
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12
from cryptography.x509 import load_pem_x509_certificate

from flame_hub.errors import UsageError
from flame_hub.http.fast import FastTransport
from flame_hub.http.fast_async import AsyncFastTransport
from flame_hub.http.proxies import AsyncRoutingTransport, RoutingTransport, rules_of
from flame_hub.http.tls import tls_context
from proxy import Echo, Served

PASSWORD = "hunter2"
PEM = serialization.Encoding.PEM
DER = serialization.Encoding.DER
PKCS8 = serialization.PrivateFormat.PKCS8
OPEN = serialization.NoEncryption()
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions and no pipes with a name.")


class Files:
    """A CA, and what it issued for a node, in files of all kinds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.authority = trustme.CA()
        self.ca = self.write("hospital-ca.pem", self.authority.cert_pem.bytes())
        self.leaf = self.authority.issue_cert("node.test")
        self._key: Any = serialization.load_pem_private_key(self.leaf.private_key_pem.bytes(), None)
        self.chain = b"".join(blob.bytes() for blob in self.leaf.cert_chain_pems)
        self.certificate = self.write("node.pem", self.chain)
        self.key = self.write("node.key", self.leaf.private_key_pem.bytes())
        self.both = self.write("both.pem", self.leaf.private_key_and_cert_chain_pem.bytes())

    def write(self, name: str, content: bytes | str) -> str:
        path = self._folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def locked(self, form: Any = PKCS8, password: str = PASSWORD) -> str:
        encryption = serialization.BestAvailableEncryption(password.encode())
        return self.write("locked.key", self._key.private_bytes(PEM, form, encryption))

    def der(self) -> str:
        certificate = load_pem_x509_certificate(self.authority.cert_pem.bytes())
        return self.write("hospital-ca.der", certificate.public_bytes(DER))

    def der_key(self) -> str:
        return self.write("node.key.der", self._key.private_bytes(DER, PKCS8, OPEN))

    def pkcs12(self) -> str:
        certificate = load_pem_x509_certificate(self.chain)
        return self.write("node.p12", pkcs12.serialize_key_and_certificates(b"n", self._key, certificate, None, OPEN))

    def pkcs7(self) -> str:
        certificate = load_pem_x509_certificate(self.chain)
        return self.write("ca.p7b", pkcs7.serialize_certificates([certificate], PEM))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(files: Files) -> Iterator[Served]:
    """It takes clients with a certificate of the CA, and those without."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    files.authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    files.authority.configure_trust(context)
    context.verify_mode = ssl.CERT_OPTIONAL
    with Served(Echo, context) as served:
        yield served


def refusal(ca_files: Any = (), client_cert: Any = None, *, trust_env: bool = False) -> UsageError:
    with pytest.raises(UsageError) as caught:
        tls_context(ca_files, client_cert, trust_env=trust_env)
    assert caught.value.hint
    assert PASSWORD not in str(caught.value)
    return caught.value


def asked(url: str, ca_files: Any = (), client_cert: Any = None) -> str:
    """What the server answers to a client that is made so, with both transports."""

    def through(fast: Any) -> str:
        transport = RoutingTransport(
            rules_of(None, None, trust_env=False),
            lambda: tls_context(ca_files, client_cert, trust_env=False),
            httpx2.Limits(),
            fast,
        )
        with httpx2.Client(transport=transport, trust_env=False) as client:
            return client.get(url).text

    answer = through(None)
    assert through(FastTransport) == answer
    return answer


def causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


# Authorities


def test_a_private_ca_is_trusted_if_it_is_given(files: Files, server: Served):
    assert asked(server.url, [files.ca]) == f"127.0.0.1:{server.port}"
    with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        asked(server.url)


def test_another_ca_is_not_enough(files: Files, server: Served):
    other = files.write("other.pem", trustme.CA().cert_pem.bytes())
    with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        asked(server.url, [other])
    assert asked(server.url, [other, files.ca, files.ca])


def test_the_host_has_to_be_the_one_in_the_certificate(files: Files, server: Served):
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        context = tls_context([files.ca], None, trust_env=False)
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            context.wrap_socket(connection, server_hostname="hub.test")


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
@pytest.mark.parametrize("fast", [None, AsyncFastTransport], ids=["httpx2", "fast"])
async def test_the_asynchronous_transport_trusts_the_same(files: Files, server: Served, fast: Any):
    for ca_files in ([files.ca], []):
        transport = AsyncRoutingTransport(
            rules_of(None, None, trust_env=False),
            lambda given=ca_files: tls_context(given, None, trust_env=False),
            httpx2.Limits(),
            fast,
        )
        async with httpx2.AsyncClient(transport=transport, trust_env=False) as client:
            if ca_files:
                assert (await client.get(server.url)).status_code == 200
            else:
                with pytest.raises(httpx2.ConnectError) as caught:
                    await client.get(server.url)
                assert any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes(caught.value))


@pytest.mark.parametrize(
    "around",
    [
        "\ufeff{}",
        "# Klinikum München\n{}\n# Ende\n",
        "{}{}",
        "{}\n-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n",
    ],
)
def test_what_stands_around_certificates_does_not_matter(files: Files, server: Served, around: str):
    text = files.authority.cert_pem.bytes().decode()
    assert asked(server.url, [files.write("around.pem", around.format(text, text))])
    assert asked(server.url, [files.write("around.pem", around.format(text, text).replace("\n", "\r\n"))])


def test_what_the_system_trusts_is_still_trusted(files: Files, server: Served, monkeypatch: pytest.MonkeyPatch):
    """The system's store is one of this test, as SSL_CERT_FILE names it."""
    monkeypatch.setenv("SSL_CERT_FILE", files.ca)
    other = files.write("other.pem", trustme.CA().cert_pem.bytes())
    context = tls_context([other], None, trust_env=True)
    with httpx2.Client(transport=httpx2.HTTPTransport(verify=context, trust_env=False), trust_env=False) as client:
        assert client.get(server.url).status_code == 200


def test_a_file_may_be_told_from_the_home_folder_or_the_working_one(
    files: Files, server: Served, monkeypatch: pytest.MonkeyPatch
):
    folder = Path(files.ca).parent
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    assert asked(server.url, ["hospital-ca.pem"])
    assert asked(server.url, ["~/hospital-ca.pem"])
    assert asked(server.url, [Path("hospital-ca.pem")])
    assert refusal(["no.pem"]).hint == f"Check ca_file. It was looked for in {folder}."


def test_a_missing_ca_file(tmp_path: Path):
    error = refusal([str(tmp_path / "ca.pem")])
    assert error.message == f"The CA file {tmp_path / 'ca.pem'} does not exist."


def test_a_ca_file_that_is_a_folder(tmp_path: Path):
    assert refusal([str(tmp_path)]).message == f"The CA file {tmp_path} is a folder."


def test_an_empty_ca_file(files: Files):
    assert refusal([files.write("empty.pem", b" \n")]).message.endswith("empty.pem is empty.")


def test_a_ca_file_that_may_not_be_read(files: Files, monkeypatch: pytest.MonkeyPatch):
    def forbidden(path: object, flags: int) -> int:
        # Whoever runs the tests may be allowed to read everything.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr("os.open", forbidden)
    error = refusal([files.ca])
    assert error.message == f"The CA file {files.ca} cannot be read: {os.strerror(errno.EACCES)}."


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal([str(tmp_path / "pipe")]).message.endswith("is no regular file.")


def test_a_name_that_no_file_can_have():
    assert "cannot be read" in refusal(["ca\0.pem"]).message


def test_a_huge_file_is_not_read(tmp_path: Path):
    with (tmp_path / "disk.img").open("wb") as file:
        file.truncate(10**9)
    assert "is too long" in refusal([str(tmp_path / "disk.img")]).message


def test_many_beginnings_without_an_end_take_no_time(files: Files):
    path = files.write("begins.pem", b"-----BEGIN CERTIFICATE-----\n" * 100_000)
    assert "has no certificate in it" in refusal([path]).message


@pytest.mark.parametrize("content", ["no certificate", "<html></html>", "\x00\x01", "-----BEGIN CERTIFICATE-----\nMII"])
def test_a_ca_file_without_certificates(files: Files, content: str):
    error = refusal([files.write("text.pem", content)])
    assert error.message.endswith("text.pem has no certificate in it.")
    assert "-----BEGIN CERTIFICATE-----" in error.hint


def test_a_ca_file_in_der_says_how_to_convert_it(files: Files):
    error = refusal([files.der()])
    assert error.message.endswith("is binary (DER), not PEM.")
    assert_converts(error.hint, r"openssl x509 -inform der -in (\S+) -out (\S+)")


def assert_converts(hint: str, pattern: str) -> None:
    """The command that is advised runs, where there is OpenSSL."""
    found = re.search(pattern, hint)
    assert found is not None
    if shutil.which("openssl"):
        subprocess.run(found[0].split(), check=True, capture_output=True, stdin=subprocess.DEVNULL)
        assert b"-----BEGIN" in Path(found[2]).read_bytes()


def test_a_pkcs7_bundle_says_how_to_convert_it(files: Files):
    error = refusal([files.pkcs7()])
    assert "is a PKCS #7 bundle" in error.message
    assert_converts(error.hint, r"openssl pkcs7 -print_certs -in (\S+) -out (\S+)")


def test_a_form_of_openssl_says_how_to_convert_it(files: Files):
    text = files.authority.cert_pem.bytes().decode().replace(" CERTIFICATE", " TRUSTED CERTIFICATE")
    error = refusal([files.write("trusted.pem", text)])
    assert "a form that only OpenSSL knows" in error.message
    assert_converts(error.hint, r"openssl x509 -in (\S+) -out (\S+)")


def test_a_damaged_certificate_is_counted(files: Files):
    good = files.authority.cert_pem.bytes().decode()
    bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    assert "Certificate 2 of 3 in the CA file" in refusal([files.write("bad.pem", good + bad + good)]).message
    assert refusal([files.write("bad.pem", bad)]).message.startswith("The certificate in the CA file")
    cut = files.write("cut.pem", good.replace(good.splitlines()[3], ""))
    assert "is damaged" in refusal([cut]).message


def test_a_key_instead_of_a_certificate(files: Files):
    assert refusal([files.key]).message.endswith("holds a private key and no certificate.")


# The environment


def test_a_missing_file_of_the_environment(files: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    error = refusal(trust_env=True)
    assert error.message == f"SSL_CERT_FILE: the file {tmp_path / 'gone.pem'} does not exist."
    assert tls_context([], None, trust_env=False)


def test_a_useless_file_of_the_environment(files: Files, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSL_CERT_FILE", files.write("text.pem", "nothing"))
    assert "SSL_CERT_FILE" in refusal(trust_env=True).message


def test_a_missing_folder_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "gone"))
    assert "SSL_CERT_DIR names" in refusal(trust_env=True).message
    monkeypatch.setenv("SSL_CERT_DIR", f"{tmp_path / 'gone'}{os.pathsep}{tmp_path}")
    assert tls_context([], None, trust_env=True)


def test_the_environment_replaces_what_the_system_trusts(files: Files, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSL_CERT_FILE", files.ca)
    assert len(tls_context([], None, trust_env=True).get_ca_certs()) == 1


# The certificate of this side


def test_a_client_certificate_is_shown(files: Files, server: Served):
    nobody, node = f"127.0.0.1:{server.port}", f"127.0.0.1:{server.port} node.test"
    assert asked(server.url, [files.ca]) == nobody
    assert asked(server.url, [files.ca], (files.certificate, files.key)) == node
    assert asked(server.url, [files.ca], files.both) == node
    assert asked(server.url, [files.ca], (files.both, files.both)) == node
    # A password that is not needed does no harm.
    assert asked(server.url, [files.ca], (files.certificate, files.key, PASSWORD)) == node


@pytest.mark.parametrize("form", [PKCS8, serialization.PrivateFormat.TraditionalOpenSSL])
def test_an_encrypted_key(files: Files, server: Served, form: Any):
    locked = files.locked(form)
    assert asked(server.url, [files.ca], (files.certificate, locked, PASSWORD)).endswith(" node.test")
    wrong = refusal(client_cert=(files.certificate, locked, "wrong"))
    assert wrong.message == f"The password of the key {locked} is wrong, or the key is damaged."
    for without in ((files.certificate, locked), (files.certificate, locked, ""), (files.certificate, locked, None)):
        missing = refusal(client_cert=without)
        assert missing.message == f"The key {locked} is encrypted, and there is no password to it."


def test_passwords_that_openssl_does_not_take(files: Files):
    locked = files.locked()
    assert "longer than 1023 bytes" in refusal(client_cert=(files.certificate, locked, "ü" * 512)).message
    assert "half a character" in refusal(client_cert=(files.certificate, locked, "\ud800")).message


def test_a_password_with_other_letters(files: Files):
    locked = files.locked(password="Schlüßel ☃")
    assert tls_context([], (files.certificate, locked, "Schlüßel ☃"), trust_env=False)


@posix
def test_nobody_is_asked_at_the_terminal(files: Files):
    pty = pytest.importorskip("pty")
    program = f"""
        from flame_hub.errors import UsageError
        from flame_hub.http.tls import tls_context
        try:
            tls_context([], ({files.certificate!r}, {files.locked()!r}), trust_env=False)
        except UsageError as error:
            print(error.message)
        """
    terminal, side = pty.openpty()
    try:
        # With a terminal, OpenSSL would wait for somebody to write the password.
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program)],
            stdin=side,
            stderr=side,
            stdout=subprocess.PIPE,
            timeout=30,
            check=True,
            start_new_session=True,
        )
    finally:
        os.close(terminal)
        os.close(side)
    assert b"is encrypted, and there is no password to it" in done.stdout


def test_a_certificate_without_its_key(files: Files):
    error = refusal(client_cert=files.certificate)
    assert error.message == f"The client certificate {files.certificate} has no private key in it."
    assert 'client_cert=("node.pem", "node.key")' in error.hint


def test_a_key_that_does_not_fit(files: Files):
    other = files.write("other.key", files.authority.issue_cert("other.test").private_key_pem.bytes())
    error = refusal(client_cert=(files.certificate, other))
    assert error.message == f"The key {other} does not belong to the client certificate {files.certificate}."


def test_files_that_are_swapped(files: Files):
    assert "holds a private key and no certificate" in refusal(client_cert=(files.key, files.certificate)).message
    assert "has no private key in it" in refusal(client_cert=(files.certificate, files.certificate)).message


def test_files_that_are_not_there(files: Files, tmp_path: Path):
    gone = str(tmp_path / "gone")
    assert refusal(client_cert=gone).message == f"The client certificate {gone} does not exist."
    assert refusal(client_cert=(gone, files.key)).message == f"The client certificate {gone} does not exist."
    message = refusal(client_cert=(files.certificate, gone)).message
    assert message == f"The key of the client certificate {gone} does not exist."
    assert "is a folder" in refusal(client_cert=(files.certificate, str(tmp_path))).message
    assert "is empty" in refusal(client_cert=(files.certificate, files.write("empty.key", ""))).message


def test_files_in_other_forms(files: Files):
    store = refusal(client_cert=files.pkcs12())
    assert "is a PKCS #12 store" in store.message
    assert "openssl pkcs12 -in" in store.hint
    key = refusal(client_cert=(files.certificate, files.der_key()))
    assert "is binary (DER), not PEM" in key.message
    assert_converts(key.hint, r"openssl pkey -inform der -in (\S+) -out (\S+)")
    assert "has no private key in it" in refusal(client_cert=(files.certificate, files.write("t.key", "text"))).message


def test_damaged_files(files: Files):
    bad_key = files.write("bad.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    error = refusal(client_cert=(files.certificate, bad_key))
    assert "is damaged or of an unknown kind" in error.message
    bad = files.write("bad.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    assert "is damaged or of an unknown kind" in refusal(client_cert=(bad, files.key)).message


@pytest.mark.parametrize("given", [(), ("a", "b", PASSWORD, "d"), 7, ("a", 7), ("a", None, PASSWORD), ("a", "b", 7)])
def test_what_is_no_client_certificate(given: Any):
    assert refusal(client_cert=given).message.startswith("client_cert is neither a file nor a pair of files")
