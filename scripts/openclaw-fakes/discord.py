"""Discord's REST API and gateway, as far as one bot goes. Faults: `refused` (401 and 4004) and `intents` (4014)."""

import asyncio
import time

from wire import Answer, Request

BOT = {"id": "700000000000000001", "username": "hatchtest", "discriminator": "0000", "bot": True, "avatar": None}
BOT["global_name"] = None
APPLICATION = "700000000000000001"
SERVER, ROOM = "710000000000000001", "720000000000000001"
ARRIVAL = {"joined_at": "2026-01-01T00:00:00+00:00", "large": False, "unavailable": False, "member_count": 2}
ARRIVAL |= {part: [] for part in ("members", "voice_states", "presences", "threads", "stage_instances", "stickers")}
MESSAGE_CONTENT = 1 << 15


class Discord:
    def __init__(self, trial):
        self.trial, self.live, self.intents, self.sequence, self.commands = trial, set(), None, 0, []

    async def answer(self, request: Request) -> Answer:
        method, path = request.method, request.path.split("/v10", 1)[-1]
        self.trial.note(f"discord {method} {path}")
        if self.trial.faults.get("discord") == "refused":
            return Answer(401, {"message": "401: Unauthorized", "code": 0})
        parts = path.strip("/").split("/")
        match (method, *parts):
            case ("GET", "users", "@me"):
                return Answer(200, BOT)
            case ("GET", "users", who):
                return Answer(200, _person(who))
            case ("GET", "applications", "@me") | ("GET", "oauth2", "applications", "@me"):
                return Answer(200, {"id": APPLICATION, "name": "HATCHTEST", "flags": 0, "bot": BOT, "bot_public": True})
            case ("GET", "gateway", *_):
                limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                url = f"ws://127.0.0.1:{self.trial.port}/discord-gateway"
                return Answer(200, {"url": url, "shards": 1, "session_start_limit": limit})
            case ("GET", "users", "@me", "guilds"):
                return Answer(200, [_server()])
            case ("POST", "users", "@me", "channels"):
                who = str(request.fields()["recipient_id"])
                return Answer(200, {"id": "9" + who, "type": 1, "recipients": [_person(who)]})
            case ("GET", "channels", room):
                return Answer(200, _room(room))
            case ("GET", "channels", _, "messages", *_):
                return Answer(200, [])
            case ("POST" | "PATCH", "channels", room, "messages", *_):
                fields = request.fields()
                self.trial.bot_said("discord", room, fields.get("content") or str(fields.get("components") or ""))
                return Answer(200, self._message(BOT, room, fields.get("content", "")))
            case ("GET", "guilds", server):
                return Answer(200, _server())
            case ("GET", "applications", _, "commands") | ("GET", "applications", _, "guilds", _, "commands"):
                return Answer(200, self.commands)
            case ("POST", "applications", _, "commands"):
                command = {**request.fields(), "id": str(next(self.trial.ids)), "application_id": APPLICATION}
                self.commands.append(command)
                return Answer(201, command)
            case ("POST" | "PUT" | "DELETE", *_):
                return Answer(204, b"")
            case _:
                return Answer(404, {"message": "Unknown", "code": 0})

    async def gateway(self, socket):
        await socket.send({"op": 10, "d": {"heartbeat_interval": 41250}})
        while message := await socket.receive():
            match message["op"]:
                case 1:
                    await socket.send({"op": 11})
                case 2 | 6:
                    self.intents = message["d"].get("intents", self.intents)
                    self.trial.note(f"discord identify op={message['op']} intents={self.intents}")
                    if self.trial.faults.get("discord") in ("refused", "refused-at-gateway"):
                        return await socket.close(4004, "Authentication failed.")
                    if self.trial.faults.get("discord") == "intents" and self.intents & MESSAGE_CONTENT:
                        return await socket.close(4014, "Disallowed intent(s).")
                    url = f"ws://127.0.0.1:{self.trial.port}/discord-gateway"
                    ready = {"v": 10, "user": BOT, "session_id": "s1", "resume_gateway_url": url}
                    ready |= {"guilds": [{"id": SERVER, "unavailable": True}], "application": {"id": APPLICATION, "flags": 0}}
                    self.live.add(socket)
                    await self._dispatch("READY", ready, socket)
                    await self._dispatch("GUILD_CREATE", {**_server(), **ARRIVAL, "channels": [_room(ROOM)]}, socket)
        self.live.discard(socket)

    async def say(self, who: str, text: str, where: str):
        """From a person; `where` is dm, server or mention. Content is withheld as Discord does without the intent."""
        room = "9" + who if where == "dm" else ROOM
        mentions = [BOT] if where == "mention" else []
        text = f"<@{BOT['id']}> {text}" if where == "mention" else text
        if where == "server" and not (self.intents or 0) & MESSAGE_CONTENT:
            text = ""
        message = self._message(_person(who), room, text, mentions)
        if where != "dm":
            message |= {"guild_id": SERVER, "member": {"roles": [], "joined_at": message["timestamp"], "deaf": False, "mute": False}}
        await asyncio.gather(*(self._dispatch("MESSAGE_CREATE", message, socket) for socket in self.live))

    async def _dispatch(self, name, data, socket):
        self.sequence += 1
        await socket.send({"op": 0, "t": name, "s": self.sequence, "d": data})

    def _message(self, author, room, text, mentions=()):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        message = {"id": str(730000000000000000 + next(self.trial.ids)), "channel_id": room, "author": author}
        message |= {"content": text, "timestamp": stamp, "edited_timestamp": None, "tts": False, "mention_everyone": False}
        message |= {"mentions": list(mentions), "mention_roles": [], "attachments": [], "embeds": [], "components": []}
        return message | {"pinned": False, "type": 0, "flags": 0, "channel_type": 1 if room[0] == "9" else 0}


def _person(who):
    return {"id": who, "username": f"person{who[-4:]}", "discriminator": "0", "global_name": None, "avatar": None}


def _server():
    return {"id": SERVER, "name": "A server", "owner_id": "1", "roles": [], "emojis": [], "features": [], "icon": None}


def _room(room):
    if room.startswith("9"):
        return {"id": room, "type": 1, "recipients": [_person(room[1:])]}
    return {"id": room, "type": 0, "guild_id": SERVER, "name": "general", "permission_overwrites": [], "position": 0}
