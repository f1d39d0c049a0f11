"""Just enough HTTP and WebSocket for the fakes, on the standard library alone. Loopback only, never for the open net."""

import asyncio
import base64
import hashlib
import json
import struct
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urlsplit


@dataclass
class Request:
    method: str
    path: str
    query: dict
    headers: dict
    body: bytes

    def fields(self) -> dict:
        """The body as a dictionary: JSON, a form, or the `payload_json` part of a multipart body."""
        kind = self.headers.get("content-type", "")
        text = self.body.decode("utf-8", "replace")
        if "json" in kind:
            return json.loads(text or "{}")
        if "multipart" in kind and 'name="payload_json"' in text:
            start = text.index("{", text.index('name="payload_json"'))
            return json.JSONDecoder().raw_decode(text, start)[0]
        return dict(parse_qsl(text))


@dataclass
class Answer:
    status: int = 200
    body: object = None
    kind: str = "application/json"

    def encode(self) -> bytes:
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        head = f"HTTP/1.1 {self.status} Fake\r\ncontent-type: {self.kind}\r\ncontent-length: {len(body)}\r\n\r\n"
        return head.encode() + body


def events(*items: tuple) -> Answer:
    """A whole server-sent-event stream in one answer; each item is (event name or None, data)."""
    lines = []
    for name, data in items:
        if name:
            lines.append(f"event: {name}\n")
        lines.append(f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n")
    return Answer(200, "".join(lines).encode(), "text/event-stream")


class Socket:
    """The server side of one WebSocket."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def send(self, value: dict):
        await self._frame(1, json.dumps(value).encode())

    async def close(self, code: int, reason: str):
        await self._frame(8, struct.pack(">H", code) + reason.encode())

    async def receive(self):
        """The next JSON message, or None once the other side is gone."""
        while True:
            first, second = await self.reader.readexactly(2)
            size = second & 127
            if size == 126:
                (size,) = struct.unpack(">H", await self.reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack(">Q", await self.reader.readexactly(8))
            mask = await self.reader.readexactly(4) if second & 128 else b"\0\0\0\0"
            data = bytes(b ^ mask[i % 4] for i, b in enumerate(await self.reader.readexactly(size)))
            match first & 15:
                case 8:
                    return None
                case 9:
                    await self._frame(10, data)
                case 1:
                    return json.loads(data)

    async def _frame(self, opcode: int, data: bytes):
        size = len(data)
        if size < 126:
            head = struct.pack(">BB", 128 | opcode, size)
        elif size < 65536:
            head = struct.pack(">BBH", 128 | opcode, 126, size)
        else:
            head = struct.pack(">BBQ", 128 | opcode, 127, size)
        self.writer.write(head + data)
        await self.writer.drain()


async def serve(port: int, answer, sockets: dict):
    """Serves `answer(request)` and, by path, the coroutines in `sockets`. Returns the server; port 0 takes a free one."""

    async def connection(reader, writer):
        try:
            while request := await _read(reader):
                if request.headers.get("upgrade", "").lower() == "websocket":
                    await _upgrade(request, reader, writer, sockets)
                    return
                writer.write((await answer(request)).encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(connection, "127.0.0.1", port, limit=2**24)


async def _read(reader):
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    except asyncio.IncompleteReadError:
        return None
    method, target, _ = head[0].split(" ", 2)
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
    if headers.get("transfer-encoding", "") == "chunked":
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    url = urlsplit(target)
    return Request(method, url.path, {k: v[0] for k, v in parse_qs(url.query).items()}, headers, body)


async def _upgrade(request, reader, writer, sockets):
    key = request.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
    writer.write(
        f"HTTP/1.1 101 Fake\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: {accept}\r\n\r\n".encode()
    )
    await sockets[request.path.rstrip("/")](Socket(reader, writer))
