'use strict';
// The eye: takes pictures, makes them grey and small enough, and sends them to the laptop. It shows none and keeps none.
(function () {
  const TEXTS = {
    en: {
      title: 'Card camera', start: 'Start this camera', photo: 'Take a photo of the class',
      waiting: 'No question is open. The camera is waiting.', looking: '{seen} of {all} seen', lobby: 'Cards joined: {seen}', still: 'Not seen yet: {missing}',
      all: 'All cards seen.', none: 'No card in this picture. Try closer, or with more light.',
      foreign: 'Not in this class, or twice in the picture: {numbers}', busy: 'Reading …',
      denied: 'The camera is blocked: allow it in the browser’s address bar, then try again.',
      noCamera: 'This device has no camera that the page can use.', away: 'The laptop does not answer. Trying again …',
      other: 'Another device is the camera. Get a new address on the laptop.', gone: 'This address is no longer valid.',
      unreadable: 'This picture cannot be read. Please take another.',
      privacy: 'Pictures are read on the laptop and discarded at once. None is kept or shown.',
    },
    de: {
      title: 'Die Kamera für die Karten', start: 'Diese Kamera starten', photo: 'Foto von der Klasse machen',
      waiting: 'Gerade antwortet niemand. Die Kamera wartet.', looking: '{seen} von {all} erkannt', lobby: 'Karten, die dabei sind: {seen}', still: 'Noch nicht erkannt: {missing}',
      all: 'Alle Karten sind erkannt.', none: 'Keine Karte auf diesem Bild. Näher heran, oder mehr Licht?',
      foreign: 'Nicht aus dieser Klasse oder doppelt im Bild: {numbers}', busy: 'Wird gelesen …',
      denied: 'Die Kamera ist nicht erlaubt: bitte in der Adresszeile des Browsers erlauben und noch einmal versuchen.',
      noCamera: 'Dieses Gerät hat keine Kamera, die die Seite nutzen darf.', away: 'Der Laptop antwortet nicht. Neuer Versuch …',
      other: 'Ein anderes Gerät ist die Kamera. Am Laptop gibt es eine neue Adresse.', gone: 'Diese Adresse gilt nicht mehr.',
      unreadable: 'Dieses Bild lässt sich nicht lesen. Bitte noch eines machen.',
      privacy: 'Bilder werden auf dem Laptop gelesen und sind sofort weg. Keines wird gespeichert oder gezeigt.',
    },
  };
  const MOST = 4200000;  // pixels, as the laptop takes them
  const PAUSE = 500;     // milliseconds from one picture to the next
  const language = (navigator.language || 'en').slice(0, 2) === 'de' ? 'de' : 'en';
  const device = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const place = (id) => document.getElementById(id);
  const say = (name, values) => {
    place('line').textContent = name ? TEXTS[language][name].replace(/\{(\w+)\}/g, (_whole, key) => values[key]) : '';
  };
  let isOpen = false;
  let isOver = false;
  let hasAnswered = false;  // whether what the line says is about a picture

  document.documentElement.lang = language;
  place('title').textContent = TEXTS[language].title;
  place('privacy').textContent = TEXTS[language].privacy;

  function show(told, hadPicture) {
    hasAnswered = hadPicture || (hasAnswered && isOpen && told.open);
    isOpen = told.open;
    const numbers = told.seen.concat(told.missing).sort((one, other) => one - other);
    const seen = new Set(told.seen);
    place('seats').textContent = '';
    numbers.forEach((number) => {
      const entry = document.createElement('li');
      entry.textContent = seen.has(number) ? number + ' ✓' : String(number);
      entry.className = seen.has(number) ? 'seen' : '';
      place('seats').appendChild(entry);
    });
    place('still').textContent = '';
    if (hasAnswered && !hadPicture) {
      return;
    }
    if (!told.open) {
      say('waiting');
    } else if (told.foreign && told.foreign.length) {
      say('foreign', { numbers: told.foreign.join(', ') });
    } else if (hadPicture && !told.seen.length) {
      say('none');
    } else if (told.lobby) {
      say('lobby', { seen: told.seen.length });
    } else if (numbers.length && !told.missing.length) {
      say('all');
    } else {
      say('looking', { seen: told.seen.length, all: numbers.length });
    }
    if (told.open && told.missing.length && told.seen.length) {
      place('still').textContent = TEXTS[language].still.replace('{missing}', told.missing.join(', '));
    }
  }

  async function ask(what, body) {
    let answer;
    try {
      answer = await fetch(location.pathname + what, { method: 'POST', body: body, headers: { 'X-Camera': device } });
    } catch (error) {
      say('away');
      return false;
    }
    if (answer.ok) {
      show(await answer.json(), body !== undefined);
      return true;
    }
    isOver = answer.status === 409 || answer.status === 404;
    say(answer.status === 409 ? 'other' : answer.status === 404 ? 'gone' : answer.status === 429 ? 'busy' : 'unreadable');
    return false;
  }

  function greyOf(source, width, height) {
    const shrink = Math.min(1, Math.sqrt(MOST / (width * height)), 4096 / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(width * shrink);
    canvas.height = Math.floor(height * shrink);
    const brush = canvas.getContext('2d', { willReadFrequently: true });
    brush.drawImage(source, 0, 0, canvas.width, canvas.height);
    const colours = brush.getImageData(0, 0, canvas.width, canvas.height).data;
    const grey = new Uint8Array(canvas.width * canvas.height);
    for (let from = 0, to = 0; to < grey.length; from += 4, to += 1) {
      grey[to] = (77 * colours[from] + 150 * colours[from + 1] + 29 * colours[from + 2]) >> 8;
    }
    return { what: '/picture?width=' + canvas.width + '&height=' + canvas.height, grey: grey };
  }

  const wait = (time) => new Promise((done) => setTimeout(done, time));

  async function follow(video) {
    while (!isOver) {
      if (isOpen && video.videoWidth && !document.hidden) {
        const taken = greyOf(video, video.videoWidth, video.videoHeight);
        await ask(taken.what, taken.grey);
      } else {
        await ask('/state');
      }
      await wait(PAUSE);
    }
    video.srcObject.getTracks().forEach((track) => track.stop());
  }

  async function start(button) {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
    } catch (error) {
      say(error.name === 'NotAllowedError' ? 'denied' : 'noCamera');
      return;
    }
    button.remove();
    const video = document.createElement('video');  // never put on the page
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    follow(video);
  }

  function photograph(file) {
    const reader = new FileReader();
    const image = new Image();
    image.onload = async () => {
      say('busy');
      const taken = greyOf(image, image.naturalWidth, image.naturalHeight);
      await ask(taken.what, taken.grey);
    };
    image.onerror = () => say('unreadable');
    reader.onload = () => { image.src = reader.result; };
    reader.readAsDataURL(file);
  }

  if (window.isSecureContext && navigator.mediaDevices) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = TEXTS[language].start;
    button.addEventListener('click', () => start(button));
    place('choose').appendChild(button);
    ask('/state');
  } else {
    const label = document.createElement('label');
    const input = document.createElement('input');
    label.textContent = TEXTS[language].photo;
    input.type = 'file';
    input.accept = 'image/*';
    input.setAttribute('capture', 'environment');
    input.addEventListener('change', () => { if (input.files[0]) { photograph(input.files[0]); } input.value = ''; });
    label.appendChild(input);
    place('choose').appendChild(label);
    (async () => { while (!isOver) { await ask('/state'); await wait(2000); } })();
  }
})();
