// Passkeys: asks the browser for one, or to make one, and sends its answer with the form that asked.
const octets = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const quietly = (promise) => promise?.catch?.(() => {});

const asked = (form) => {
  const options = JSON.parse(form.dataset.passkey);
  options.challenge = octets(options.challenge);
  if (options.user) options.user.id = octets(options.user.id);
  for (const list of ['allowCredentials', 'excludeCredentials'])
    if (options[list]) options[list] = options[list].map((one) => ({ ...one, id: octets(one.id) }));
  return options;
};

const answer = ({ id, rawId, type, response }) => {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    if (response.userHandle) said.userHandle = text(response.userHandle);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said, clientExtensionResults: {} });
};

// One question at a time: a button ends the one that waits in the field.
let waiting;
const ask = async (form, mediation) => {
  waiting?.abort();
  const own = (waiting = new AbortController());
  const said = form.querySelector('[role=status]');
  said.textContent = '';
  try {
    const publicKey = asked(form);
    const request = { publicKey, signal: own.signal };
    if (mediation) request.mediation = mediation;
    // A passkey that is made unasked has nobody to verify.
    if (mediation && publicKey.user) publicKey.authenticatorSelection.userVerification = 'preferred';
    const got = await (publicKey.user ? navigator.credentials.create(request) : navigator.credentials.get(request));
    form.elements.credential.value = answer(got);
    if (publicKey.user && mediation) form.elements.unattended.value = 'yes';
    const remember = document.getElementById('remember');
    if (remember?.checked) form.append(remember.cloneNode());
    form.submit();
  } catch (error) {
    if (mediation || own.signal.aborted) return;
    said.textContent = error.name === 'InvalidStateError' ? said.dataset.there : said.dataset.failed;
  }
};

const begin = async () => {
  const makes = document.querySelector('[data-makes-passkeys]');
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.querySelector('button').addEventListener('click', () => ask(form));
  }
  const without = document.getElementById('no-passkeys');
  if (without) without.hidden = true;
  // Tells the browser which passkeys it may forget, and what the account is called now.
  const known = document.querySelector('[data-known]')?.dataset.known;
  if (known) {
    await quietly(PublicKeyCredential.signalAllAcceptedCredentials?.(JSON.parse(known)));
    await quietly(PublicKeyCredential.signalCurrentUserDetails?.(JSON.parse(known)));
  }
  const unknown = document.querySelector('[data-unknown]')?.dataset.unknown;
  if (unknown) quietly(PublicKeyCredential.signalUnknownCredential?.(JSON.parse(unknown)));
  if (makes && (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())) {
    const field = document.createElement('input');
    [field.type, field.name, field.value] = ['hidden', 'passkeys', 'yes'];
    makes.append(field);
  }
  const form = document.getElementById('passkey-form');
  const can = (await PublicKeyCredential.getClientCapabilities?.()) ?? {};
  const unasked =
    form && 'unattended' in form.dataset
      ? can.conditionalCreate
      : document.querySelector('[autocomplete~=webauthn]') && (await PublicKeyCredential.isConditionalMediationAvailable?.());
  // Whoever was quick to press the button is asked by that.
  if (unasked && !waiting) await ask(form, 'conditional');
};

if (window.PublicKeyCredential) begin();
