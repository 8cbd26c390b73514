# What developers run; CONTRIBUTING.md says when. PYTHON may name another environment.
PYTHON ?= .venv/bin/python

.PHONY: play check format test e2e soak matrix dist lock bench film pictures room-pictures catalogues

play: ; $(PYTHON) -m lemans_quiz play

check:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest -q -n auto

format:
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

test: ; $(PYTHON) -m pytest -q -n auto

# What needs more than the tests install: other programs, and the distributions as somebody gets them.
e2e: ; $(PYTHON) -m pytest -q -n auto -m e2e --dist loadfile

# Broken on purpose for ten minutes, or MINUTES=n; then properties on ten times as many examples, LEMANS_QUIZ_SOAK=10 is ten times that.
soak:
	$(PYTHON) -m tests.soak $(MINUTES)
	LEMANS_QUIZ_SOAK=$${LEMANS_QUIZ_SOAK:-1} $(PYTHON) -m pytest -q -n auto -m 'soak or hypothesis'

# All rows, or those named: make matrix ROWS="lowest year"; all tests, or those named: TESTS=tests/stats
matrix: ; $(PYTHON) -m tests.matrix $(ROWS) $(if $(TESTS),-- $(TESTS))

# The wheel, the sdist and lmq.pyz, one file that plays without being installed, in dist/.
dist: ; $(PYTHON) -m tools.dist

COMPILE = $(PYTHON) -m uv pip compile -q --universal --python-version 3.11 --all-extras --no-header --no-annotate \
	--no-emit-index-url pyproject.toml

lock:
	$(PYTHON) -m pip install -q uv
	$(COMPILE) --upgrade -o requirements/lock.txt
	$(COMPILE) --resolution lowest-direct -o requirements/lowest.txt

bench: ; $(PYTHON) -m benchmarks

# The moving picture of README.md, from a game that is played for it.
film: ; $(PYTHON) -m tools.film

# The still pictures of README.md and docs/race.md.
pictures: ; $(PYTHON) -m tools.pictures

# The pictures of docs/host.md and docs/classroom.md, from a room and a warm-up that are played for them: on Linux, with Chromium.
room-pictures: ; $(PYTHON) -m tools.room_pictures

catalogues: ; $(PYTHON) -m tests.catalogues
