// Shows what needs a script, and answers it: Copy, Show password.
for (const hidden of document.querySelectorAll('[data-js][hidden]')) hidden.hidden = false;

const say = (from, text) => {
  const status = from.closest('form, section, main').querySelector('[role=status].said');
  if (status) status.textContent = text;
  return status;
};

const copy = async (button) => {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    say(button, button.dataset.said);
  } catch {
    source.select ? source.select() : getSelection().selectAllChildren(source);
    say(button, '').textContent = button.closest('form, section, main').querySelector('.said').dataset.failed;
  }
};

const show = (button) => {
  const field = document.getElementById(button.getAttribute('aria-controls'));
  const shown = field.type === 'password';
  field.type = shown ? 'text' : 'password';
  const other = [button.dataset.hide, button.dataset.name];
  [button.dataset.hide, button.dataset.name] = [button.textContent, button.getAttribute('aria-label')];
  button.textContent = other[0];
  button.setAttribute('aria-label', other[1]);
  const status = say(button, '');
  status.textContent = shown ? status.dataset.shown : status.dataset.hidden;
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-js]');
  if (button?.dataset.copy) copy(button);
  else if (button && 'show' in button.dataset) show(button);
});

// Browsers offer to keep a password only from a password field.
document.addEventListener('submit', (event) => {
  for (const field of event.target.querySelectorAll('.inside input[type=text]')) show(field.nextElementSibling);
  event.submitter?.setAttribute('aria-busy', 'true');
});

// A page that the browser brings back waits for nobody.
addEventListener('pageshow', () => document.querySelector('[aria-busy]')?.removeAttribute('aria-busy'));
