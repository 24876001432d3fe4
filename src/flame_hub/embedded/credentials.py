"""Secrets of the embedded Hub: hashed passwords, made-up secrets, the key that signs its tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import string
import threading
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

PrivateKey: TypeAlias = "rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey"
PublicKey: TypeAlias = "rsa.RSAPublicKey | ec.EllipticCurvePublicKey"

_COST = {"n": 2**12, "r": 8, "p": 1}
_ALPHABET = string.ascii_lowercase + string.digits


def hash_password(password: str) -> str:
    """A salted scrypt hash, with its parameters."""
    salt = os.urandom(16)
    digest = hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, dklen=32, **_COST)
    return f"scrypt${_b64(salt)}${_b64(digest)}"


def password_matches(password: str, hashed: str | None) -> bool:
    """Whether `hashed` is the hash of `password`. No hash matches nothing."""
    if hashed is None:
        return False
    _, salt, digest = hashed.split("$")
    found = hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=base64.b64decode(salt), dklen=32, **_COST)
    return hmac.compare_digest(found, base64.b64decode(digest))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def random_text(length: int) -> str:
    """A text of lower case letters and digits, as the Hub makes up secrets and external names."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


_key_lock = threading.Lock()


@lru_cache(maxsize=1)
def _key_of_this_process() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signing_key(folder: Path | None) -> rsa.RSAPrivateKey:
    """The key that signs tokens: kept in the folder, readable by its owner only, or the one of this process."""
    if folder is None:
        with _key_lock:
            return _key_of_this_process()
    path = folder / "key.pem"
    if path.exists():
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), None)
        except ValueError:
            key = None
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError(f"{path} holds no RSA key. Remove it to have a new one; who is logged in logs in again.")
        return key
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    partial = folder / "key.pem.part"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)  # a name without its content would keep the Hub from starting
    partial.replace(path)
    return key


_CURVES: dict[str, type[ec.EllipticCurve]] = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}


def key_pair(algorithm: str) -> tuple[str, str]:
    """A new private and public key for an algorithm such as RS256 or ES256, both as base64 of DER."""
    key: PrivateKey
    if algorithm in _CURVES:
        key = ec.generate_private_key(_CURVES[algorithm]())
    else:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return _der(key), public_part(key)


def _der(key: PrivateKey) -> str:
    form = serialization.PrivateFormat.PKCS8
    return _b64(key.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption()))


def public_part(key: PrivateKey) -> str:
    """The public key of a private one, as base64 of DER."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _b64(key.public_key().public_bytes(serialization.Encoding.DER, form))


@lru_cache(maxsize=64)
def private_key(text: str) -> PrivateKey:
    """The private key in base64 of DER. Raises ValueError for a text that is none of RSA or of an elliptic curve."""
    key = serialization.load_der_private_key(base64.b64decode(text), None)
    if isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        return key
    raise ValueError("neither an RSA key nor one of an elliptic curve")


@lru_cache(maxsize=64)
def public_key(text: str) -> PublicKey:
    """The public key in base64 of DER. Raises ValueError for a text that is none of RSA or of an elliptic curve."""
    key = serialization.load_der_public_key(base64.b64decode(text))
    if isinstance(key, (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)):
        return key
    raise ValueError("neither an RSA key nor one of an elliptic curve")
