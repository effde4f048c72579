"""What pages ask for below `/_edit/`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from onrecord.editor.edits import Edit, Outdated
from onrecord.editor.save import EditError
from onrecord.editor.write_draft import ConflictError
from onrecord.errors import ConfigurationError, ContentError, OnrecordError
from onrecord.pages import render_note
from onrecord.serve import git
from onrecord.serve.titles import propose_message
from onrecord.serve.views import read_topics, show_issues

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from onrecord.serve.preview import Preview
    from onrecord.serve.session import Session

T = TypeVar("T")

Key = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
Edits = Annotated[list[Edit], msgspec.Meta(min_length=1, max_length=1000)]
"""Made as one step."""

# Nobody checks more, and a common word stands in every episode.
MOST_PLACES: Final = 200


class _Undo(msgspec.Struct, forbid_unknown_fields=True):
    id: int | None = None


class _Nothing(msgspec.Struct, forbid_unknown_fields=True):
    pass


class _Dismissed(msgspec.Struct, forbid_unknown_fields=True):
    keys: Annotated[list[Key], msgspec.Meta(max_length=1000)]
    dismissed: bool


class _Markdown(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=20_000)]


class _Commit(msgspec.Struct, forbid_unknown_fields=True):
    message: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]


class Api:
    """The answers to pages."""

    def __init__(self, session: Session, preview: Preview) -> None:
        """Keep what is edited and what is shown."""
        self._session, self._preview = session, preview

    def routes(self) -> list[Route]:
        """Return the addresses, relative to `/_edit`."""
        episode = "/episodes/{slug}"
        return [
            Route(episode, _answer(self._episode), methods=["GET"]),
            Route(f"{episode}/edits", _answer(self._edit), methods=["POST"]),
            Route(f"{episode}/entries", _answer(self._entries), methods=["GET"]),
            Route(f"{episode}/queue", _answer(self._queue), methods=["GET"]),
            Route(f"{episode}/queue/dismissed", _answer(self._dismiss), methods=["POST"]),
            Route(f"{episode}/forget", _answer(self._forget), methods=["POST"]),
            Route(f"{episode}/places", _answer(self._places), methods=["GET"]),
            Route("/undo", _answer(self._undo), methods=["POST"]),
            Route("/redo", _answer(self._redo), methods=["POST"]),
            Route("/changes", _answer(self._changes), methods=["GET"]),
            Route("/markdown", _answer(self._markdown), methods=["POST"]),
            Route("/git", _answer(self._git), methods=["GET"]),
            Route("/git/commit", _answer(self._commit), methods=["POST"]),
            Route("/events", self._events, methods=["GET"]),
        ]

    def _episode(self, request: Request, _: bytes) -> object:
        return self._session.show(request.path_params["slug"], read_topics(self._preview.site))

    def _edit(self, request: Request, body: bytes) -> object:
        edit: Edit | Edits = msgspec.json.decode(body, type=Edit | Edits)
        edits = edit if isinstance(edit, list) else [edit]
        return self._saved(lambda: self._session.save(request.path_params["slug"], edits))

    def _entries(self, request: Request, _: bytes) -> object:
        return self._session.entries(request.path_params["slug"])

    def _undo(self, _: Request, body: bytes) -> object:
        number = msgspec.json.decode(body or b"{}", type=_Undo).id
        return self._saved(lambda: self._session.undo(number))

    def _redo(self, _: Request, body: bytes) -> object:
        msgspec.json.decode(body or b"{}", type=_Nothing)
        return self._saved(self._session.redo)

    def _saved(self, change: Callable[[], T]) -> T:
        shown = change()
        self._preview.rebuild_soon()
        return shown

    def _queue(self, request: Request, _: bytes) -> object:
        quick = request.query_params.get("quick") == "1"
        return self._session.queue(request.path_params["slug"], quick=quick)

    def _dismiss(self, request: Request, body: bytes) -> object:
        asked = msgspec.json.decode(body, type=_Dismissed)
        slug = request.path_params["slug"]
        self._session.dismiss(slug, asked.keys, dismissed=asked.dismissed)
        return {}

    def _forget(self, request: Request, body: bytes) -> object:
        msgspec.json.decode(body or b"{}", type=_Nothing)
        return {"forgotten": self._session.forget(request.path_params["slug"])}

    def _places(self, request: Request, _: bytes) -> object:
        was = request.query_params.get("was", "")
        everywhere = request.query_params.get("archive") == "1"
        slug = request.path_params["slug"]
        return list(islice(self._session.places(slug, was, everywhere=everywhere), MOST_PLACES))

    def _changes(self, _: Request, __: bytes) -> object:
        return [
            {
                "id": one.id,
                "do": one.do,
                "episode": one.episode,
                "title": one.title,
                "steps": one.steps,
            }
            for one in self._session.changes()
        ]

    def _markdown(self, _: Request, body: bytes) -> object:
        return {"html": str(render_note(msgspec.json.decode(body, type=_Markdown).text))}

    def _git(self, _: Request, __: bytes) -> object:
        status = git.read_status(self._session.root)
        message = propose_message(self._session.changes())
        return {
            "available": status.available,
            "foreign": status.foreign,
            "diff": status.diff,
            "message": message,
            "files": [] if status.available else self._session.changed_files(),
        }

    def _commit(self, _: Request, body: bytes) -> object:
        message = msgspec.json.decode(body, type=_Commit).message
        return {"commit": self._session.commit(message)}

    async def _events(self, request: Request) -> Response:
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        stream = self._preview.events.stream(int(since) if since.isdecimal() else None)
        headers = {"cache-control": "no-store"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


def _answer(
    handle: Callable[[Request, bytes], object],
) -> Callable[[Request], Awaitable[Response]]:
    """Answer with what a function returns, called in a thread, or with its error."""

    async def endpoint(request: Request) -> Response:
        body = await request.body()
        try:
            return _json(await run_in_threadpool(handle, request, body), 200)
        except EditError as error:
            return _refuse(error, body)
        except ContentError as error:
            return _json({"issues": show_issues(error.issues)}, 422)
        except ConfigurationError as error:
            is_unknown = "slug" in request.path_params and not isinstance(error, ConflictError)
            status = 404 if is_unknown else 409
            return _json({"error": str(error)}, status)
        except OnrecordError as error:
            return _json({"error": str(error)}, 500)
        except msgspec.MsgspecError as error:
            return _json({"error": str(error)}, 400)

    return endpoint


def _refuse(error: EditError, body: bytes) -> Response:
    """Answer that an edit cannot be made; of several, which one."""
    edits: object = msgspec.json.decode(body)
    index = {"index": error.index} if isinstance(edits, list) else {}
    match error.__cause__:
        case ContentError() as cause:
            return _json({"issues": show_issues(cause.issues), **index}, 422)
        case Outdated(shown=shown, now=str(now)):
            return _json({"now": now, "shown": shown, **index}, 409)
        case _:
            return _json({"error": "the entry was changed meanwhile", **index}, 409)


def _json(value: object, status: int) -> Response:
    content = msgspec.json.encode(value)
    headers = {"cache-control": "no-store"}
    return Response(content, status, headers, media_type="application/json")
