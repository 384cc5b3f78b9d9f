"""Reasons for the errors of a file system, worded the same on every system."""

import errno

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.ENOTDIR: "one of its folders is a file",
    errno.ELOOP: "its symbolic links form a loop",
    errno.ENAMETOOLONG: "the name is too long",
}


def reason_of(failure: OSError) -> str:
    """Return why a file could not be read or written, in a few words."""
    return _REASONS.get(failure.errno or 0) or failure.strerror or str(failure)
