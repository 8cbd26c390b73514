"""The room: a class, its memory, and the pages that a projector and phones are shown. It knows no game.

`names` and `standings` are pure values, which rules may use; `memory` is what a class keeps over the term; `wall` is the
projector's page; `server` serves pages in a thread of its own and is imported only when one is opened.
"""
