# /apps/{id}/host: proving that a host is one's own.

host-verified = Host verified
apps-host-crumb = Host
apps-host-title = Prove a host of { $app }
apps-host-lead = Whoever controls the host puts a line on it, in a file or in a DNS record. People then see “Host verified” where they allow the app and go back to that host.
apps-host-none = The app names no host by https: neither its home page nor a redirect URI.
apps-host-which = Where the line is
apps-host-file = File
apps-host-record = DNS text record (TXT)
apps-host-line = A file is plain text (text/plain) and has this line; a record says nothing but it:
apps-host-copy = Copy the line
apps-host-copied = Line copied
apps-host-check = Look for the line
apps-host-choose = Choose a host of the app
apps-host-later = You had many hosts looked at. Try again in an hour
apps-host-status = The host answered { $status } instead of 200
apps-host-unreachable = The file could not be fetched: { $why }
apps-host-unknown = The record could not be looked up: { $why }
apps-host-no-record = There is no text record of { $name } yet. It can take a while until a new one is seen
apps-host-no-line = The line is not there. Check it letter by letter
apps-host-meanwhile = The app was changed meanwhile. Try again
apps-host-done = { $host } is verified.
