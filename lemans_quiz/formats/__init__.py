"""Other people's files of questions -> drafts of ours, and ours -> their files. Pure: bytes in, drafts and findings out."""
