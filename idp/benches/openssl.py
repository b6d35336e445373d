"""Signatures a second by libcrypto itself: KEY.pem DIGEST SECONDS; the text comes on the standard input."""
import ctypes
import ctypes.util
import json
import sys
import time

crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
for name in ("BIO_new_file", "PEM_read_bio_PrivateKey", "EVP_MD_CTX_new", "EVP_get_digestbyname"):
    getattr(crypto, name).restype = ctypes.c_void_p

LOAD_CONFIG = 0x40
crypto.OPENSSL_init_crypto(ctypes.c_uint64(LOAD_CONFIG), None)

path, digest, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
text = sys.stdin.buffer.read()
file = ctypes.c_void_p(crypto.BIO_new_file(path.encode(), b"r"))
key = ctypes.c_void_p(crypto.PEM_read_bio_PrivateKey(file, None, None, None))
kind = ctypes.c_void_p(crypto.EVP_get_digestbyname(digest.encode()))
if not key or not kind:
    sys.exit(f"libcrypto reads no key from {path}, or has no digest {digest}")


def once(begin, end, *arguments):
    context = ctypes.c_void_p(crypto.EVP_MD_CTX_new())
    good = begin(context, None, kind, None, key) == 1 and end(context, *arguments, text, ctypes.c_size_t(len(text))) == 1
    crypto.EVP_MD_CTX_free(context)
    if not good:
        sys.exit("libcrypto failed")


def sign():
    once(crypto.EVP_DigestSignInit, crypto.EVP_DigestSign, signature, ctypes.byref(length))


def verify():
    once(crypto.EVP_DigestVerifyInit, crypto.EVP_DigestVerify, signature, length)


def rate(work):
    begun, times = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        work()
        times += 1
    return times / (time.perf_counter() - begun)


signature, length = ctypes.create_string_buffer(1024), ctypes.c_size_t(1024)
sign()
print(json.dumps({"made": rate(sign), "checked": rate(verify)}))
