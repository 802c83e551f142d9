# make run            start the product with the demo world: http://127.0.0.1:8000
# make run EMPTY=1    start an empty installation and create its first administrator
# make test           lint and the whole suite, on SQLite and on PostgreSQL + Redis;  T=tests/core narrows it
# make screens        draw docs/screens/*.png anew from the demo world
# Also: PORT=8001  HOST=0.0.0.0  THIDUA_VAR=/another/data/folder

.PHONY: run test screens
export HOST PORT EMPTY THIDUA_VAR

run:
	@sh deploy/setup.sh run
	@exec .venv/bin/python -m config.serve

test:
	@sh deploy/setup.sh test
	@exec .venv/bin/python -m tests.run $(T)

screens:
	@sh deploy/setup.sh test
	@exec .venv/bin/python -m tests.journeys.screens
