"""The entry point: commands, and every error as one line with its exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable
from importlib import import_module

import typer

from oceandx.cli.exits import EXIT_INTERRUPTED, EXIT_KNOWLEDGE, EXIT_NOT_REACHED, EXIT_USAGE
from oceandx.cli.help import text
from oceandx.errors import KnowledgeBaseError, NotReached, OceandxError

# Where each command is; its module is imported only for a run that names it, or that shows help.
_COMMANDS = {
    "diagnose": "diagnosing.diagnose",
    "explain": "diagnosing.explain",
    "demo": "diagnosing.demo",
    "intake": "intaking.intake",
    "import-template": "templating.import_template",
    "collect": "collecting.collect",
    "doctor": "collecting.doctor",
    "sandbox": "simulating.sandbox",
}

# typer keeps its copy of click private; the class of all its usage errors is the base of the public one.
_UsageProblem: type[Exception] = typer.BadParameter.__mro__[1]


def _app(arguments: list[str]) -> typer.Typer:
    app = typer.Typer(help=text("app"), add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    # typer builds each option of each command: a run that names its command needs none of the others.
    named = [name for name in _COMMANDS if arguments[:1] == [name]]
    for name in named or _COMMANDS:
        app.command(name, help=text(name))(_command(_COMMANDS[name]))
    for name, group in _GROUPS.items():
        app.add_typer(typer.Typer() if named else group(), name=name)
    return app


def _command(place: str) -> Callable[..., None]:
    module, _, function = place.partition(".")
    command: Callable[..., None] = getattr(import_module(f"oceandx.cli.{module}"), function)
    return command


def _kb() -> typer.Typer:
    from oceandx.cli import knowing

    kb = typer.Typer(help=text("kb"), no_args_is_help=True)
    kb.command("check", help=text("kb_check"))(knowing.check)
    kb.command("list", help=text("kb_list"))(knowing.list_command)
    kb.command("find", help=text("kb_find"))(knowing.find)
    kb.command("show", help=text("kb_show"))(knowing.show)
    kb.command("test", help=text("kb_test"))(knowing.run_tests)
    kb.command("coverage", help=text("kb_coverage"))(knowing.coverage)
    kb.command("schema", help=text("kb_schema"))(knowing.schema)
    return kb


def _snapshot() -> typer.Typer:
    from oceandx.cli import snapshots

    group = typer.Typer(help=text("snapshot"), no_args_is_help=True)
    group.command("diff", help=text("snapshot_diff"))(snapshots.diff)
    group.command("verify", help=text("snapshot_verify"))(snapshots.verify_command)
    return group


def _enrich() -> typer.Typer:
    from oceandx.cli import enriching, operating, steering

    group = typer.Typer(help=text("enrich"), no_args_is_help=True)
    group.command("file", help=text("enrich_file"))(enriching.enrich_file)
    group.command("run", help=text("enrich_run"))(steering.run)
    group.command("status", help=text("enrich_status"))(operating.status)
    group.command("switch", help=text("enrich_switch"))(steering.switch)
    group.command("ask", help=text("enrich_ask"))(steering.ask)
    group.command("backfill", help=text("enrich_backfill"))(steering.backfill)
    group.command("retry", help=text("enrich_retry"))(steering.retry)
    group.command("discard", help=text("enrich_discard"))(steering.discard)
    group.command("report", help=text("enrich_report"))(operating.report)
    group.command("audit", help=text("enrich_audit"))(operating.audit)
    return group


_GROUPS = {"kb": _kb, "snapshot": _snapshot, "enrich": _enrich}


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        code = _app(sys.argv[1:] if arguments is None else arguments)(
            args=arguments, prog_name="oceandx", standalone_mode=False
        )
        sys.stdout.flush()
    except KnowledgeBaseError as error:
        print(error, file=sys.stderr)
        return EXIT_KNOWLEDGE
    except OceandxError as error:
        print(f"oceandx: {error}", file=sys.stderr)
        return EXIT_NOT_REACHED if isinstance(error, NotReached) else EXIT_USAGE
    except typer.Abort:
        return EXIT_INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # typer ends a program by itself when the reader has gone away, and only then.
        _say_no_more()
        return 0
    except OSError as error:
        _say_no_more()
        print(
            f"oceandx: the result cannot be written: {(error.strerror or 'no reason given').lower()}", file=sys.stderr
        )
        return EXIT_USAGE
    except _UsageProblem as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        line = " ".join(message.split()) or "no command given; see 'oceandx --help'"
        print(f"oceandx: {line}", file=sys.stderr)
        return EXIT_USAGE
    return code if isinstance(code, int) else 0


def _say_no_more() -> None:
    """Let what is still to be printed go nowhere, not even at interpreter exit: the reader (| head) has gone away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf_8() -> bool:
    """Let results be UTF-8 wherever they go but to a terminal of another kind; say whether there is where to go."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
    return sys.stdout is not None


def main() -> None:
    """Run the command line."""
    if not _speak_utf_8():
        if sys.stderr is not None:
            print("oceandx: standard output is closed; there is nowhere to write the result", file=sys.stderr)
        sys.exit(EXIT_USAGE)
    # One short run: what it makes is needed until it ends, and searching it for garbage is a tenth of the time.
    gc.disable()
    sys.exit(run())


if __name__ == "__main__":
    main()
