"""Whom an encrypted connection trusts, and with which certificate it shows who it is.

What is wrong with a file of certificates is told here by the name of the file. OpenSSL itself only knows "PEM lib".
"""

from __future__ import annotations

import os
import re
import shlex
import ssl
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import httpx2

from ..core.errors import UsageError
from .private_files import refused, whole_path

#: The certificate of this side: a file that has its key as well, or two files, or two files and the key's password.
ClientCert = str | tuple[str, str] | tuple[str, str, str]

#: Bytes that a file of certificates may have. All that browsers trust make a quarter of one million.
_LIMIT = 16 * 1024 * 1024
#: A pipe that nobody writes to is refused and not waited for.
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
#: What OpenSSL takes as the password of a key at the most, in bytes.
_LONGEST_PASSWORD = 1023

_BLOCK = re.compile(r"-----BEGIN (?P<label>[A-Z0-9 ]{1,40})-----(?:(?!-----).)*-----END (?P=label)-----", re.DOTALL)
_CERTIFICATES = frozenset({"CERTIFICATE", "X509 CERTIFICATE"})
#: Bytes that stand after the length of a DER structure which is a PKCS #12 store: version 3.
_PKCS12 = b"\x02\x01\x03"


def tls_context(ca_files: Sequence[str], client_cert: ClientCert | None, *, trust_env: bool) -> ssl.SSLContext:
    """What encrypted connections are made with. It takes some hundredths of a second, so make it once.

    ca_files     files with certificates of authorities, in PEM, that are trusted besides those that the system trusts
    client_cert  the certificate of this side: one file that has its key as well, `(certificate, key)`, or
                 `(certificate, key, password)` if the key is encrypted
    trust_env    whether SSL_CERT_FILE and SSL_CERT_DIR replace what the system trusts

    Raises UsageError that names the file and what to do if one is missing, cannot be read, or is not what it should be.
    Nobody is asked for a password at the terminal.
    """
    context = _trusting(trust_env)
    for file in ca_files:
        _add_authorities(context, file)
    if ca_files:
        # Who names the certificate of an intermediate authority trusts it, whether its root is known or not.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    if client_cert is not None:
        _add_own(context, client_cert)
    return context


def _trusting(trust_env: bool) -> ssl.SSLContext:
    file = os.environ.get("SSL_CERT_FILE") if trust_env else None
    folders = os.environ.get("SSL_CERT_DIR") if trust_env and not file else None
    otherwise = "Correct it, unset it, or use trust_env=False."
    if file:
        # Without this, a missing file is a FileNotFoundError that does not say which.
        _read(file, "SSL_CERT_FILE: the file", otherwise)
    elif folders and not any(Path(folder).is_dir() for folder in folders.split(os.pathsep)):
        # OpenSSL takes that for no authorities at all, and no certificate would be good.
        raise refused(f"SSL_CERT_DIR names {folders}, and there is no such folder.", otherwise)
    try:
        return httpx2.create_ssl_context(trust_env=trust_env)
    except (OSError, ValueError) as error:
        source = f"SSL_CERT_FILE names {file}, which" if file else "What this system trusts"
        raise refused(f"{source} cannot be used: {_reason(error)}.", otherwise) from None


def _add_authorities(context: ssl.SSLContext, file: str) -> None:
    path = whole_path(os.fspath(file), Path())
    content = _read(file, "The CA file", "Check ca_file.")
    blocks = _certificates(path, content, "The CA file")
    for number, block in enumerate(blocks, 1):
        try:
            context.load_verify_locations(cadata=block)
        except (ssl.SSLError, ValueError) as error:
            which = "The certificate" if len(blocks) == 1 else f"Certificate {number} of {len(blocks)}"
            raise refused(
                f"{which} in the CA file {path} is damaged: {_reason(error)}.",
                "Get the file anew from those who run the CA.",
            ) from None


def _add_own(context: ssl.SSLContext, given: ClientCert) -> None:
    certificate, key, password = _parts(given)
    what = "The client certificate"
    content = _read(certificate, what, "Check client_cert.")
    path = whole_path(certificate, Path())
    _certificates(path, content, what)
    if key is None:
        key_path, key_content = path, content
    else:
        key_path = whole_path(key, Path())
        key_content = _read(key, "The key of the client certificate", "Check client_cert.")
    _check_key(path, key_path, key_content)
    _load(context, path, key_path, password)


def _parts(given: object) -> tuple[str, str | None, str | None]:
    parts = cast("tuple[object, ...]", given) if isinstance(given, tuple) else (given,)
    files, password = parts[:2], parts[2] if len(parts) == 3 else None
    paths = [os.fspath(cast("str", file)) for file in files if isinstance(file, (str, os.PathLike))]
    right = len(paths) == len(files) > 0 and len(parts) <= 3
    if not right or not (password is None or isinstance(password, str)):
        raise _wrong_parts()
    return paths[0], paths[1] if len(paths) == 2 else None, password


def _wrong_parts() -> UsageError:
    # Not what was given: it may have the password in it.
    return refused(
        "client_cert is neither a file nor a pair of files, with a password or without.",
        'Write client_cert=("node.pem", "node.key") or client_cert=("node.pem", "node.key", password).',
    )


def _check_key(certificate: Path, path: Path, content: bytes) -> None:
    where = f"The key of the client certificate {path}"
    if any(label.endswith("PRIVATE KEY") for label, _ in _blocks(_text(content))):
        return
    if path == certificate:
        raise refused(
            f"The client certificate {path} has no private key in it.",
            'Name the file of the key as well: client_cert=("node.pem", "node.key").',
        )
    if content.startswith(b"0"):
        raise refused(
            f"{where} is binary (DER), not PEM.",
            f"Convert it: openssl pkey -inform der -in {_quoted(path)} -out {_quoted(path.with_suffix('.pem'))}",
        )
    raise refused(f"{where} has no private key in it.", "It is a text that says -----BEGIN PRIVATE KEY-----.")


def _load(context: ssl.SSLContext, certificate: Path, key: Path, password: str | None) -> None:
    asked = False

    def tell() -> bytes:
        nonlocal asked
        asked = True
        return _password_bytes(key, password)

    try:
        # Without a function OpenSSL asks at the terminal. With one it is known whether the key is encrypted.
        context.load_cert_chain(certificate, key, tell)
    except ssl.SSLError as error:
        raise _cannot_load(certificate, key, error, asked) from None
    except OSError as error:
        message = f"The client certificate {certificate} or its key {key} cannot be read: {_reason(error)}."
        raise refused(message, "Check client_cert.") from None


def _password_bytes(key: Path, password: str | None) -> bytes:
    # An empty password is what an unset variable looks like. OpenSSL encrypts with none that is so short.
    if not password:
        raise refused(
            f"The key {key} is encrypted, and there is no password to it.",
            'Give it: client_cert=("node.pem", "node.key", password).',
        )
    try:
        found = password.encode()
    except UnicodeEncodeError:
        raise refused(f"The password of the key {key} holds half a character.", "Check it.") from None
    if len(found) > _LONGEST_PASSWORD:
        raise refused(f"The password of the key {key} is longer than {_LONGEST_PASSWORD} bytes.", "Check it.")
    return found


def _cannot_load(certificate: Path, key: Path, error: ssl.SSLError, asked: bool) -> UsageError:
    if error.reason == "KEY_VALUES_MISMATCH":
        return refused(
            f"The key {key} does not belong to the client certificate {certificate}.",
            "The certificate of this side comes first in its file, those of authorities after it.",
        )
    if asked:
        return refused(f"The password of the key {key} is wrong, or the key is damaged.", "Check the password.")
    return refused(
        f"The client certificate {certificate} or its key {key} is damaged or of an unknown kind: {_reason(error)}.",
        f"See what OpenSSL says: openssl x509 -noout -text -in {_quoted(certificate)}; openssl pkey -noout -in "
        f"{_quoted(key)}",
    )


def _read(file: str, what: str, hint: str) -> bytes:
    """The content of a file. Raises UsageError if it cannot be read or is empty."""
    path = whole_path(os.fspath(file), Path())
    try:
        descriptor = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    except FileNotFoundError:
        raise refused(f"{what} {path} does not exist.", _where(path, hint)) from None
    except (OSError, ValueError) as error:
        if path.is_dir():  # on Windows a folder cannot be opened
            raise refused(f"{what} {path} is a folder.", "Name the file in it.") from None
        raise refused(f"{what} {path} cannot be read: {_reason(error)}.", hint) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise refused(f"{what} {path} is a folder.", "Name the file in it.")
        if not stat.S_ISREG(mode):
            raise refused(f"{what} {path} is no regular file.", "Name a regular file.")
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            content = opened.read(_LIMIT + 1)
    except OSError as error:
        raise refused(f"{what} {path} cannot be read: {_reason(error)}.", hint) from None
    finally:
        os.close(descriptor)
    if len(content) > _LIMIT:
        raise refused(f"{what} {path} is too long: it may have {_LIMIT} bytes.", "Is it another file that was meant?")
    if not content.strip():
        raise refused(f"{what} {path} is empty.", hint)
    return content


def _where(path: Path, hint: str) -> str:
    return hint if path.is_absolute() else f"{hint} It was looked for in {Path.cwd()}."


def _certificates(path: Path, content: bytes, what: str) -> list[str]:
    """The certificates in a file, each as a text in PEM. Raises UsageError if there is none."""
    blocks = _blocks(_text(content))
    if found := [text for label, text in blocks if label in _CERTIFICATES]:
        return found
    quoted, pem = _quoted(path), _quoted(path.with_suffix(".pem"))
    labels = {label for label, _ in blocks}
    if "TRUSTED CERTIFICATE" in labels:
        how = f"openssl x509 -in {quoted} -out {_quoted(path.with_suffix('.crt.pem'))}"
        raise refused(f"{what} {path} is in a form that only OpenSSL knows.", f"Convert it: {how}")
    if "PKCS7" in labels:
        how = f"openssl pkcs7 -print_certs -in {quoted} -out {pem}"
        raise refused(f"{what} {path} is a PKCS #7 bundle, not PEM.", f"Convert it: {how}")
    if any(label.endswith("PRIVATE KEY") for label in labels):
        raise refused(f"{what} {path} holds a private key and no certificate.", "Name the file of the certificate.")
    if content.startswith(b"0"):
        how = f"openssl x509 -inform der -in {quoted} -out {pem}"
        if _PKCS12 in content[:8]:
            raise refused(
                f"{what} {path} is a PKCS #12 store (.p12, .pfx), not PEM.",
                f"Convert it: openssl pkcs12 -in {quoted} -out {pem}",
            )
        raise refused(f"{what} {path} is binary (DER), not PEM.", f"Convert it: {how}")
    raise refused(
        f"{what} {path} has no certificate in it.", "A file in PEM is a text that says -----BEGIN CERTIFICATE-----."
    )


def _blocks(text: str) -> list[tuple[str, str]]:
    return [(found["label"], found[0]) for found in _BLOCK.finditer(text)]


def _text(content: bytes) -> str:
    # Whatever is around the blocks is for people, in whatever encoding they have.
    return content.decode("ascii", "replace")


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.replace("_", " ").lower()
    return (isinstance(error, OSError) and error.strerror) or str(error)
