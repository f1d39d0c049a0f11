"""Slack's Web API and Socket Mode, as far as one app goes. Faults: `refused` (invalid_auth) and `no-socket` (bad app token)."""

import asyncio
import time
import uuid

from wire import Answer, Request

TEAM, APP, BOT_USER, BOT, ROOM = "T0HATCHTEST", "A0HATCHTEST", "U0BOTUSER1", "B0BOT00001", "C0ROOM0001"


class Slack:
    def __init__(self, trial):
        self.trial, self.live = trial, set()

    async def answer(self, request: Request) -> Answer:
        method = request.path.rsplit("/", 1)[-1]
        fields = {**request.query, **(request.fields() if request.body else {})}
        self.trial.note(f"slack {method}")
        fault = self.trial.faults.get("slack")
        if fault == "refused" or (fault == "no-socket" and method == "apps.connections.open"):
            return Answer(200, {"ok": False, "error": "invalid_auth"})
        match method:
            case "auth.test":
                who = {"user": "hatchtest", "user_id": BOT_USER, "bot_id": BOT, "app_id": APP}
                return _ok(team="HATCHTEST", team_id=TEAM, url="https://hatchtest.slack.invalid/", **who)
            case "apps.connections.open":
                return _ok(url=f"ws://127.0.0.1:{self.trial.port}/slack-socket?app_id={APP}")
            case "bots.info":
                return _ok(bot={"id": BOT, "app_id": APP, "name": "hatchtest", "user_id": BOT_USER})
            case "users.info":
                who = fields["user"]
                return _ok(user={"id": who, "name": who.lower(), "real_name": "Person", "profile": {}, "team_id": TEAM})
            case "conversations.info":
                return _ok(channel=_room(fields["channel"]))
            case "conversations.open":
                return _ok(channel={"id": "D" + str(fields.get("users", ""))[1:]})
            case "conversations.replies" | "conversations.history":
                return _ok(messages=[], has_more=False)
            case "chat.postMessage" | "chat.update" | "chat.startStream" | "chat.appendStream" | "chat.stopStream":
                self.trial.bot_said("slack", fields.get("channel", ""), _text(fields))
                stamp = fields.get("ts") or self._stamp()
                return _ok(channel=fields.get("channel"), ts=stamp, message={"ts": stamp, "text": _text(fields)})
            case _:
                return _ok()

    async def socket(self, socket):
        connection = {"app_id": APP}
        await socket.send({"type": "hello", "num_connections": 1, "connection_info": connection, "debug_info": {}})
        self.live.add(socket)
        while await socket.receive():
            pass
        self.live.discard(socket)

    async def say(self, who: str, text: str, where: str):
        """From a person; `where` is dm, server (a channel) or mention."""
        event = {"type": "message", "user": who, "text": text, "ts": self._stamp(), "team": TEAM}
        event |= {"channel": "D" + who[1:], "channel_type": "im"} if where == "dm" else {"channel": ROOM, "channel_type": "channel"}
        if where == "mention":
            event |= {"type": "app_mention", "text": f"<@{BOT_USER}> {text}"}
        event["event_ts"] = event["ts"]
        payload = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event": event, "event_id": uuid.uuid4().hex}
        payload["authorizations"] = [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "enterprise_id": None}]
        envelope = {"type": "events_api", "envelope_id": str(uuid.uuid4()), "payload": payload}
        envelope["accepts_response_payload"] = False
        await asyncio.gather(*(socket.send(envelope) for socket in self.live))

    def _stamp(self):
        return f"{int(time.time())}.{next(self.trial.ids):06d}"


def _room(room):
    return {"id": room, "name": "general", "is_channel": room[0] == "C", "is_im": room[0] == "D", "is_member": True}


def _text(fields) -> str:
    return fields.get("text") or fields.get("markdown_text") or str(fields.get("chunks") or fields.get("blocks") or "")


def _ok(**fields) -> Answer:
    return Answer(200, {"ok": True, **fields})
