"""Fake neighbours for one OpenClaw gateway: four model providers, Telegram, Discord and Slack, on one loopback port.

    python3 openclaw-fakes PORT        (0 takes a free port; the first line on stdout is the base address)

POST /trial/say    {"channel", "from", "text", "where": "dm" | "server" | "mention"}   a person writes
POST /trial/fault  {"channel": fault name or null}                                     see each module
GET  /trial        {"said": [..], "asked": [..]}                                        what the bot did
"""

import asyncio
import sys

import model
from discord import Discord
from slack import Slack
from telegram import Telegram
from trial import Trial
from wire import Answer, Request, serve


async def main(port: int):
    trial = Trial()
    chats = {"telegram": Telegram(trial), "discord": Discord(trial), "slack": Slack(trial)}

    async def answer(request: Request) -> Answer:
        try:
            return await route(request)
        except Exception as fault:  # a fake that breaks must say so, not hang its caller
            trial.note(f"FAKE BROKE at {request.method} {request.path}: {fault!r}")
            return Answer(500, {"error": repr(fault)})

    async def route(request: Request) -> Answer:
        match request.path.strip("/").split("/"):
            case ["trial"]:
                return Answer(200, {"said": trial.said, "asked": trial.asked, "intents": chats["discord"].intents})
            case ["trial", "say"]:
                order = request.fields()
                await chats[order["channel"]].say(order["from"], order["text"], order.get("where", "dm"))
                return Answer(200, {})
            case ["trial", "fault"]:
                trial.faults.update(request.fields())
                return Answer(200, trial.faults)
            case ["telegram", *_]:
                return await chats["telegram"].answer(request)
            case ["api", "v10", *_]:
                return await chats["discord"].answer(request)
            case ["slack", *_]:
                return await chats["slack"].answer(request)
            case _:
                return await model.answer(trial, request)

    sockets = {"/discord-gateway": chats["discord"].gateway, "/slack-socket": chats["slack"].socket}
    server = await serve(port, answer, sockets)
    trial.port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{trial.port}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
