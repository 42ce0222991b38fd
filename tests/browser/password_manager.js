// A password manager, as extensions are one: it stands in for `navigator.credentials`, and keeps keys that it makes by itself. Chromium
// makes no passkey unasked (conditional create) for whoever has no account at its maker. What this one was asked and told is in the
// `localStorage` of the page's site.
(() => {
  if (window.top !== window || !window.PublicKeyCredential) return;
  const own = navigator.credentials;
  const plain = own.create.bind(own);
  const capabilities = PublicKeyCredential.getClientCapabilities.bind(PublicKeyCredential);
  PublicKeyCredential.getClientCapabilities = async () => ({ ...(await capabilities()), conditionalCreate: true });
  const kept = (key, value) => (value === undefined ? JSON.parse(localStorage.getItem(key) ?? 'null') : localStorage.setItem(key, JSON.stringify(value)));
  const text = (octets) => btoa(String.fromCharCode(...octets)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const octets = (data) => new Uint8Array(data.buffer ?? data);
  const clientData = (type, challenge) => new TextEncoder().encode(JSON.stringify({ type, challenge: text(octets(challenge)), origin: location.origin, crossOrigin: false }));
  const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

  PublicKeyCredential.signalUnknownCredential = async (which) => kept('forgotten', [...(kept('forgotten') ?? []), which]);

  own.create = async (request) => {
    if (request.mediation !== 'conditional') return plain(request);
    const { rp, user, challenge, authenticatorSelection, pubKeyCredParams } = request.publicKey;
    kept('asked', (kept('asked') ?? 0) + 1);
    // Web Authentication §5.1.3: nobody is there who could be verified.
    if (authenticatorSelection.userVerification === 'required') throw new DOMException('nobody to verify', 'ConstraintError');
    if (!pubKeyCredParams.some(({ alg }) => alg === -7)) throw new DOMException('no key of this kind', 'NotSupportedError');
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const id = crypto.getRandomValues(new Uint8Array(32));
    // Synced, and neither was anybody there nor was anybody verified.
    const [BACKUP_ELIGIBLE, BACKED_UP, ATTESTED] = [8, 16, 64];
    const model = [0xea, 0x9b, 0x8d, 0x66, 0x4d, 0x01, 0x1d, 0x21, 0x3c, 0xe4, 0xb6, 0xb4, 0x8c, 0xb5, 0x75, 0xd4];
    const cose = joined([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], point.slice(1, 33), [0x22, 0x58, 32], point.slice(33));
    const data = joined(await sha256(new TextEncoder().encode(rp.id)), [BACKUP_ELIGIBLE | BACKED_UP | ATTESTED, 0, 0, 0, 0], model, [0, id.length], id, cose);
    if (kept('wrong')) data[0] ^= 1;
    const words = (said) => [0x60 + said.length, ...new TextEncoder().encode(said)];
    const object = joined([0xa3], words('fmt'), words('none'), words('attStmt'), [0xa0], words('authData'), [0x58, data.length], data);
    const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
    kept('passkey', { id: text(id), user: [...octets(user.id)], rp: rp.id, jwk });
    return {
      id: text(id), rawId: id.buffer, type: 'public-key',
      response: { clientDataJSON: clientData('webauthn.create', challenge), attestationObject: object, getTransports: () => ['internal', 'hybrid'] },
    };
  };

  own.get = async (request) => {
    const passkey = kept('passkey');
    // In the field nobody chooses it.
    if (!passkey || request.mediation === 'conditional') return new Promise((_, no) => request.signal.addEventListener('abort', no));
    const said = clientData('webauthn.get', request.publicKey.challenge);
    const [PRESENT, VERIFIED, BACKUP_ELIGIBLE, BACKED_UP] = [1, 4, 8, 16];
    const data = joined(await sha256(new TextEncoder().encode(passkey.rp)), [PRESENT | VERIFIED | BACKUP_ELIGIBLE | BACKED_UP, 0, 0, 0, 0]);
    const key = await crypto.subtle.importKey('jwk', passkey.jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, joined(data, await sha256(said))));
    const number = (part) => {
      let at = 0;
      while (part[at] === 0 && part[at + 1] < 128) at += 1;
      const least = part[at] > 127 ? [0, ...part] : [...part.slice(at)];
      return [2, least.length, ...least];
    };
    const both = [...number(raw.slice(0, 32)), ...number(raw.slice(32))];
    const id = Uint8Array.from(atob(passkey.id.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
    return {
      id: passkey.id, rawId: id.buffer, type: 'public-key',
      response: { clientDataJSON: said, authenticatorData: data, signature: Uint8Array.from([0x30, both.length, ...both]), userHandle: Uint8Array.from(passkey.user) },
    };
  };
})();
