# /apps/{id}/host: proving that a host is one's own.

host-verified = Host verified
apps-host-crumb = Host
apps-host-title = Prove a host of { $app }
apps-host-lead = Whoever controls the host puts a file on it. People then see “Host verified” where they allow the app and go back to that host.
apps-host-none = The app names no host by https: neither its home page nor a redirect URI.
apps-host-which = Where the file is
apps-host-line = The file is plain text (text/plain) and has this line:
apps-host-copy = Copy the line
apps-host-copied = Line copied
apps-host-check = Look for the file
apps-host-choose = Choose a host of the app
apps-host-later = You had many hosts looked at. Try again in an hour
apps-host-status = The host answered { $status } instead of 200
apps-host-unreachable = The file could not be fetched: { $why }
apps-host-no-line = The file does not have the line. Check it letter by letter
apps-host-meanwhile = The app was changed meanwhile. Try again
apps-host-done = { $host } is verified.
