"""The carried package (摆渡包): the same letters and blobs in one signed and sealed file, for days without a line.

Made and opened by both sides: a pure container that knows no store, no HTTP and no queue. It loads the cipher
library, so that it is imported where a package is made or opened, never before the first screen.

    write_package  forwarding.sealed.write    a whole, verified file under its name, or none
    open_package   forwarding.sealed.read     the content, after every byte of it has been checked
    SUITE          forwarding.sealed.suite    the keys' algorithms
    PackageTrouble forwarding.sealed.trouble  every way a package can be refused

The file, all numbers big-endian:

    16 bytes    magic, version, suite, length of the header (see ``frame``)
    header      JSON, read by everybody who holds the file: no personal data in it
    sealed key  the content key, sealed to the receiver's key and bound to all that stands before it
    body        the content in sealed chunks of 1 MiB (see ``body``): a zip of stored entries (see ``zipped``)
    64 bytes    the sender's signature over the digest of everything before it
"""
