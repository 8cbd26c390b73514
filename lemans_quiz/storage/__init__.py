"""The history: what was played, kept on the disk as it is played. SQLite, in the data directory. Precious.

Importing this package costs nothing; its modules need sqlite3 and the core. None of their functions raises for what the file or the
disk does, and the game goes on. A lock or a full disk is told once by `warn`; what is kept meanwhile waits for its end. A file that cannot
be written is read. A broken one is set aside: reading finds nothing then, and writing is void. A damaged row is left out, and told once.

Open and close
    opening.open_history(path, warn, *, patience=2.0) -> History      path: lemans_quiz.paths.history(); warn: gets one Message
    history.NoHistory() -> History                                   for games that shall leave nothing
    with open_history(…) as history: …    history.close()    history.is_lost    history.keeps
    history.hold(recording.place_of_session(session)) -> bool        False where another program plays it; held until close

Play
    practice.recently_seen(history, player, limit) -> [(pack, item)]  for the draw's freshness, the latest first
    recording.Recorder(history, records.Opening(kind, title, started, turns, rules, seed, players, language))
    recorder.keep(command, game, events, at)      after each step, before its events are shown; on the disk on return.
                                                  Every command goes through it, also Hint, Next and Quit. `at` is time.time().
    recorder.session                              the number of the session, 0 while nobody answered
    recorder.summarise(json)                      what else is to be shown of it in a list, such as the race's kilometres
    sessions.compare(history, opening, player, before=recorder.session) -> Comparison | None       for the result screen
    practice.catch_up(history, player)            when the result is on the screen, so that practice finds little to do

Resume
    sessions.unfinished(history, player, limit=…) -> [Session]        the last played first
    sessions.load(history, session) -> Saved | None
    core.resuming.resume(saved.opening.turns, saved.opening.rules, saved.commands, current, word=saved.opening.seed) -> Resumed
                                                  current(pack, item) gives the item as it is now; the answer tells what is gone
    sessions.take_up(history, saved, resumed) -> Recorder             and play resumed.game on with it

Practice
    practice.catch_up(history, player)            first of all; free when there is nothing new
    practice.due(history, player, now, limit=…, packs=…) -> [Remembered]       oldest debt first
    practice.missed(history, player, limit=…, packs=…) -> [Remembered]
    practice.remembered(history, player, pack) -> {item: Remembered}  what is not in it is new
    practice.recall(history, player, pack, item) -> Remembered | None after catch_up: when one item comes back
    practice.next_due(history, player, now) -> float | None
    Where Remembered.key_fingerprint is not that of the item as it is now, its answer has changed: it is as good as new unless
    core.comparing.mending.asks_for_the_same(practice.learnt(history, player, pack, item), the item as it is now)

Statistics, past sessions, export
    tallies.groups / tallies.slots(history, tallies.Scope(player, packs, since, until))     sums for core/stats.py
    practice.falling_due(history, player, until)  for core.memory.forecast
    sessions.list_sessions / find_session / players
    tallies.attempts(history, scope, session=…)   attempts one by one

Safety
    forgetting.forget(history, path, forgetting.Wanted(…)) -> Forgotten | None     for good, from copies and files set aside too
    checking.check(history) -> Checked            checking.mended(history, path): what copies and files set aside bring back
    backups.keep_weekly(path)                     at each close after something was written
"""
