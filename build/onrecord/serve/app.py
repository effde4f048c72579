"""The application: pages of the preview, the edit client, and what it asks for."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.routing import Mount, Route

from onrecord.serve.api import Api
from onrecord.serve.guard import Guard
from onrecord.serve.site_files import respond, respond_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

    from onrecord.serve.preview import Preview
    from onrecord.serve.session import Session


def create_app(session: Session, preview: Preview, *, port: int, token: str) -> Guard:
    """Return the application.

    Args:
        session: the archive as it is edited.
        preview: the site, which is built while the application runs.
        port: on which it is served.
        token: that pages need to write.
    """

    async def page(request: Request) -> Response:
        return await run_in_threadpool(respond, preview, request.scope["path"], token)

    async def client(request: Request) -> Response:
        return await run_in_threadpool(respond_client, request.path_params["path"])

    @asynccontextmanager
    async def building(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(preview.run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    routes = [
        Route("/_edit/client/{path:path}", client, methods=["GET"]),
        Mount("/_edit", routes=Api(session, preview).routes()),
        Route("/{path:path}", page, methods=["GET"]),
    ]
    app = Starlette(routes=routes, lifespan=building)
    app.router.redirect_slashes = False
    return Guard(app=app, port=port, token=token)
