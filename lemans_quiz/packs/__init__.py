"""YAML <-> Pack: reading, checking, writing and finding packs. The rules of play are core's."""
