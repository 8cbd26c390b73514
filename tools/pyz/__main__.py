"""The start of lmq.pyz: what any Python can read, so that an old one says what is needed."""

import sys

if sys.version_info < (3, 11):
    sys.exit("Le Mans Quiz needs Python 3.11 or later. This is Python %d.%d." % sys.version_info[:2])

import starting

starting.start()
