"""The application: what is answered to which request."""

import re
from http import HTTPStatus

from flask import Flask, Response, jsonify, request, url_for
from werkzeug.exceptions import HTTPException

from web.library import Library

MAX_BYTES = 10 * 1024 * 1024
MAX_PAGE = 100
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

Answer = tuple[Response, HTTPStatus] | Response


def create_app(library: Library) -> Flask:
    """Return the application, in front of a library."""
    app = Flask("web")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES

    @app.get("/files")
    def list_files() -> Answer:
        limit = request.args.get("limit", MAX_PAGE, type=int)
        files = library.page(max(1, min(limit, MAX_PAGE)), request.args.get("after", ""))
        return jsonify(files=[each.as_dict() for each in files])

    @app.put("/files/<name>")
    def put_file(name: str) -> Answer:
        if not NAME.fullmatch(name):
            return problem(HTTPStatus.BAD_REQUEST, "a name is letters, digits, dots, hyphens")
        content_type = request.content_type or "application/octet-stream"
        library.put(name, request.get_data(), content_type[:100])
        answer = jsonify(name=name)
        answer.headers["Location"] = url_for("get_file", name=name)
        return answer, HTTPStatus.CREATED

    @app.get("/files/<name>")
    def get_file(name: str) -> Answer:
        found = library.get(name)
        if found is None:
            return problem(HTTPStatus.NOT_FOUND, "there is no such file")
        body, content_type = found
        # Somebody uploaded this: a browser must neither show it as a page nor guess what it is.
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(body, content_type=content_type, headers=headers)

    @app.delete("/files/<name>")
    def delete_file(name: str) -> Answer:
        library.delete(name)
        return Response(status=HTTPStatus.NO_CONTENT)

    @app.get("/health")
    def health() -> Answer:
        """Say that the process lives. The load balancer asks, and replaces who does not answer."""
        return jsonify(status="ok")

    @app.get("/ready")
    def ready() -> Answer:
        """Say that everything needed answers. A new instance is asked once, before it serves."""
        library.check()
        return jsonify(status="ok")

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Answer:
        """Answer in JSON. What fails unexpectedly has been logged and becomes a 500 by now."""
        return problem(HTTPStatus(error.code or 500), str(error.name).lower())

    return app


def problem(status: HTTPStatus, detail: str) -> Answer:
    """Answer that a request failed."""
    return jsonify(error=detail), status
