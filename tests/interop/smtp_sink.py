"""A mail server of aiosmtpd that takes letters, and behaves as their receivers are called.

    smtp_sink.py PORT none|starttls|tls [CERTIFICATE KEY] [USER PASSWORD]

Each letter it takes is a line of JSON. hard@… is refused for good, soft@… the first time, hang@… is never answered, and the
connection of die@… is cut the first time, after the letter was read and before it was acknowledged.
"""

import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Sink:
    def __init__(self):
        self.seen = set()

    def first(self, address):
        is_first = address not in self.seen
        self.seen.add(address)
        return is_first

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("hard@"):
            return f"550 5.1.1 <{address}>: no such mailbox"
        if address.startswith("soft@") and self.first(address):
            return f"451 4.7.1 <{address}>: greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "raw": envelope.original_content.decode("ascii"),
            "tls": server.transport.get_extra_info("sslcontext") is not None,
            "user": session.auth_data,
            "hello": session.host_name,
        }
        print(json.dumps(letter), flush=True)
        if envelope.rcpt_tos[0].startswith("hang@"):
            await asyncio.sleep(3600)
        if envelope.rcpt_tos[0].startswith("die@") and self.first(envelope.rcpt_tos[0]):
            server.transport.abort()
            await asyncio.sleep(3600)
        return "250 2.0.0 taken"


async def main(port, encryption, certificate="", key="", user="", password=""):
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)

    def authenticator(server, session, envelope, mechanism, data):
        fits = (data.login, data.password) == (user.encode(), password.encode())
        if fits:
            return AuthResult(success=True, auth_data=user)
        return AuthResult(success=False, handled=False)

    sink = Sink()

    def server():
        return SMTP(
            sink,
            hostname="sink.example",
            enable_SMTPUTF8=False,
            tls_context=context if encryption == "starttls" else None,
            require_starttls=encryption == "starttls",
            auth_required=bool(user),
            auth_require_tls=encryption == "starttls",
            authenticator=authenticator if user else None,
            loop=asyncio.get_running_loop(),
        )

    wrapped = context if encryption == "tls" else None
    listener = await asyncio.get_running_loop().create_server(server, "127.0.0.1", int(port), ssl=wrapped)
    print(json.dumps("ready"), flush=True)
    async with listener:
        await listener.serve_forever()


asyncio.run(main(*sys.argv[1:]))
