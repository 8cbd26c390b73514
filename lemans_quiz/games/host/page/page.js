'use strict';
// The pupil's page. It draws what the laptop says and sends answers; it knows no key, no time but what is left, and no score.
(function () {
  const TEXTS = {
    en: {
      other: 'Deutsch', title: 'Join the quiz', code: 'The four digits at the front', join: 'Join',
      name: 'Your name', nameHelp: 'The teacher checks it before anyone sees it.', number: 'Your number on the class list',
      seatNumber: 'Your number in this game', again: 'I already joined', fresh: 'I am new here',
      backAsk: 'Some players have lost their connection. Are you one of them?', back: 'Return to my seat',
      backWait: 'Please tell your teacher: number {number} is back. A key on the laptop lets you in.',
      no_code: 'These are not the four digits at the front. Please look again.',
      no_full: 'The room is full. Please tell your teacher.',
      no_locked: 'Nobody can join right now. Please ask your teacher to unlock the room.',
      no_name: 'Please choose another name: up to 24 letters, and not one that is taken.',
      no_number: 'This number is not free. Please check it, or ask your teacher.',
      no_back: 'You cannot return to that seat. Please check the number, or ask your teacher.',
      no_unknown: 'The laptop does not know this device: it may be a new game. Please join again.',
      no_other: 'That did not work. Please try again.',
      connecting: 'Connecting …',
      offline: 'This device has no network. Please switch its Wi-Fi on.',
      away: 'The teacher’s laptop does not answer. It may be asleep, or this device may have left the Wi-Fi. Trying again …',
      moved: 'If there is a new address at the front, scan it. Your number is {number}.',
      unsent: 'Your answer has not reached the laptop yet. Trying again …', late: 'Too late: the question was already closed.',
      lobby: 'You are in. The quiz begins soon.', called: 'You are', seat: 'Number {number}', waits: 'Your name is being checked.',
      question: 'Question {number} of {of}', trial: 'Trial question: no points',
      reading: 'Read the question. The answers come in a moment.', look: 'Look at the front.',
      hands: 'Answer with your hand: your teacher will tell you how.',
      one: 'Choose one.', some: 'Choose all that are right.', sequence: 'Tap them in the right order, starting with the first.',
      pairs: 'Choose the match for each.', typed: 'Your answer', typedNumber: 'Your answer, a number',
      typedUnit: 'Your answer, in {unit}', none: '– choose –', send: 'Send', sendAgain: 'Send again',
      saved: 'Saved. You can change it until time is up.', sending: 'Sending …', notSent: 'Not sent yet.',
      again_: 'Vote again, now that you have discussed it.',
      yes: 'True', no: 'False', isRight: 'right', isWrong: 'wrong',
      closed: 'Closed. No more answers.', yours: 'Your answer: {answer}', nothing: 'You gave no answer.',
      right: 'Right!', partly: 'Partly right', wrong: 'Wrong', missing: 'No answer', void: 'This one does not count',
      key: 'The answer', paused: 'Your teacher has paused the game.', podium: 'The podium is at the front.', over: 'The quiz is over. Thank you for playing!',
      ranked: 'Place {place} of {of}', points: '{points} points', count: '{right} of {asked} right',
      kicked: 'You were removed from the game. Please talk to your teacher.', gone: 'The quiz is over, and the laptop has closed it.',
      seconds: '{count} s', secondsLeft: '{count} seconds left.', isOpen: '{title} is open.', trialOpen: 'The trial question is open. It earns no points.',
      show: 'Show the question here', read: 'Read aloud', stop: 'Stop reading',
    },
    de: {
      other: 'English', title: 'Beim Quiz mitmachen', code: 'Die vier Ziffern von vorn', join: 'Mitmachen',
      name: 'Dein Name', nameHelp: 'Die Lehrkraft sieht ihn, bevor ihn andere sehen.', number: 'Deine Nummer auf der Klassenliste',
      seatNumber: 'Deine Nummer in diesem Spiel', again: 'Ich war schon dabei', fresh: 'Ich bin neu',
      backAsk: 'Einige, die dabei waren, sind weg. Gehörst du dazu?', back: 'Meinen Platz wieder einnehmen',
      backWait: 'Sag bitte der Lehrkraft: Nummer {number} ist wieder da. Eine Taste am Laptop lässt dich hinein.',
      no_code: 'Das sind nicht die vier Ziffern von vorn. Bitte noch einmal nachsehen.',
      no_full: 'Der Raum ist voll. Sag bitte der Lehrkraft Bescheid.',
      no_locked: 'Gerade kann niemand dazukommen. Bitte die Lehrkraft fragen, ob sie öffnet.',
      no_name: 'Bitte einen anderen Namen: bis zu 24 Buchstaben, und keiner, den es schon gibt.',
      no_number: 'Diese Nummer ist nicht frei. Bitte nachsehen oder die Lehrkraft fragen.',
      no_back: 'Diesen Platz kannst du nicht einnehmen. Bitte die Nummer prüfen oder die Lehrkraft fragen.',
      no_unknown: 'Der Laptop kennt dieses Gerät nicht: Vielleicht hat ein neues Spiel begonnen. Bitte noch einmal mitmachen.',
      no_other: 'Das hat nicht geklappt. Bitte noch einmal versuchen.',
      connecting: 'Verbinde …',
      offline: 'Dieses Gerät hat kein Netz. Bitte das WLAN einschalten.',
      away: 'Der Laptop der Lehrkraft antwortet nicht. Vielleicht schläft er, oder dieses Gerät ist nicht mehr im WLAN. Neuer Versuch …',
      moved: 'Wenn vorn eine neue Adresse steht, scanne sie. Deine Nummer ist {number}.',
      unsent: 'Deine Antwort ist noch nicht beim Laptop. Neuer Versuch …', late: 'Zu spät: Die Frage war schon geschlossen.',
      lobby: 'Du bist dabei. Gleich geht es los.', called: 'Du bist', seat: 'Nummer {number}', waits: 'Dein Name wird noch geprüft.',
      question: 'Frage {number} von {of}', trial: 'Probefrage: zählt nicht',
      reading: 'Lies die Frage. Gleich kommen die Antworten.', look: 'Schau nach vorn.',
      hands: 'Antworte mit der Hand: Die Lehrkraft sagt, wie.',
      one: 'Wähle eine Antwort.', some: 'Wähle alle richtigen.', sequence: 'Tippe sie in der richtigen Reihenfolge an, das Erste zuerst.',
      pairs: 'Wähle, was jeweils dazugehört.', typed: 'Deine Antwort', typedNumber: 'Deine Antwort, eine Zahl',
      typedUnit: 'Deine Antwort ({unit})', none: '– wählen –', send: 'Senden', sendAgain: 'Noch einmal senden',
      saved: 'Gespeichert. Bis zum Ende der Zeit kannst du deine Antwort ändern.', sending: 'Wird gesendet …', notSent: 'Noch nicht gesendet.',
      again_: 'Stimmt nach dem Gespräch noch einmal ab.',
      yes: 'Wahr', no: 'Falsch', isRight: 'richtig', isWrong: 'falsch',
      closed: 'Geschlossen. Keine Antworten mehr.', yours: 'Deine Antwort: {answer}', nothing: 'Du hast nicht geantwortet.',
      right: 'Richtig!', partly: 'Teilweise richtig', wrong: 'Falsch', missing: 'Keine Antwort', void: 'Diese Frage zählt nicht',
      key: 'Die Lösung', paused: 'Die Lehrkraft hat das Spiel angehalten.', podium: 'Die Siegerehrung siehst du vorn.', over: 'Das Quiz ist zu Ende. Danke fürs Mitmachen!',
      ranked: 'Platz {place} von {of}', points: '{points} Punkte', count: '{right} von {asked} richtig',
      kicked: 'Du wurdest aus dem Spiel genommen. Bitte sprich mit der Lehrkraft.', gone: 'Das Quiz ist zu Ende, der Laptop hat es geschlossen.',
      seconds: '{count} s', secondsLeft: 'Noch {count} Sekunden.', isOpen: '{title} ist offen.', trialOpen: 'Die Probefrage ist offen. Sie zählt nicht.',
      show: 'Frage hier zeigen', read: 'Vorlesen', stop: 'Nicht mehr vorlesen',
    },
  };
  const SHAPES = '▲■●◆★▼▬◢◣';
  const STALE = 11000, PATIENCE = 8000, POLL = 32000;
  const byId = (id) => document.getElementById(id);
  const main = byId('main');

  // What is remembered: in memory, in the address behind '#', and for this tab where the browser lets us.
  function remembered(key) {
    try { return sessionStorage.getItem(key) || ''; } catch (error) { return ''; }
  }
  function remember(key, value) {
    try { sessionStorage.setItem(key, value); } catch (error) { /* The address holds what matters. */ }
  }
  const hash = location.hash.slice(1);
  let token = hash.length > 20 ? hash : remembered('token');
  let code = (/^\/(\d{4})$/.exec(location.pathname) || ['', ''])[1];
  let language = remembered('language') || ((navigator.language || '').slice(0, 2) === 'de' ? 'de' : 'en');
  let shows = remembered('shows') === '1';

  function text(key, fields) {
    return TEXTS[language][key].replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  }
  function make(tag, settings, children) {
    const node = document.createElement(tag);
    Object.keys(settings || {}).forEach((name) => {
      if (name === 'click') node.addEventListener('click', settings[name]);
      else if (settings[name] !== undefined) node.setAttribute(name, settings[name]);
    });
    [].concat(children === undefined ? [] : children).forEach((child) => {
      node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return node;
  }
  const paragraph = (words, style) => make('p', style ? { class: style } : {}, words);
  function button(words, click, style) {
    return make('button', { type: 'button', click: click, class: style }, words);
  }
  function put(node, words) {
    if (node.textContent !== words) node.textContent = words;
  }
  function say(words) {
    put(byId('said'), words);
  }

  // Requests: each ends by itself, so that a laptop asleep is found out.
  function request(method, path, body, limit) {
    const headers = {};
    if (body) headers['Content-Type'] = 'application/json';
    if (token) headers.Authorization = 'Seat ' + token;
    const asked = fetch(path, { method: method, headers: headers, cache: 'no-store', credentials: 'omit', body: body && JSON.stringify(body) });
    const ended = new Promise((_, fail) => setTimeout(() => fail(new Error('late')), limit || PATIENCE));
    return Promise.race([asked.then((answer) => answer.text().then((read) => {
      let found = {};
      try { found = JSON.parse(read); } catch (error) { /* No body, or not ours. */ }
      return { status: answer.status, body: found };
    })), ended]);
  }

  // News: the whole page of this seat, by WebSocket, or by long poll where that is refused.
  let round = 0, socket = null, refused = 0, failures = 0, heard = 0, linked = false, latest = null, hiddenAt = 0;

  function connect() {
    round += 1;
    if (socket) socket.close();
    socket = null;
    if (!token) return;
    if (refused < 2 && window.WebSocket) listen(round); else poll(round, '');
  }
  function listen(mine) {
    let spoke = false;
    let opened;
    try { opened = new WebSocket('ws://' + location.host + '/ws'); } catch (error) { refused = 2; connect(); return; }
    socket = opened;
    setTimeout(() => { if (mine === round && !spoke) opened.close(); }, 4000);
    opened.onopen = () => opened.send(JSON.stringify({ token: token, lang: language }));
    opened.onmessage = (event) => {
      if (mine !== round) return;
      spoke = true;
      news(JSON.parse(event.data));
    };
    opened.onclose = (event) => {
      if (mine !== round) return;
      if (event.code === 4401) { forget('unknown'); return; }
      if (!spoke) refused += 1;
      lost(mine);
    };
  }
  function poll(mine, after) {
    request('GET', '/news?lang=' + language + '&after=' + encodeURIComponent(after), null, POLL).then((answer) => {
      if (mine !== round) return;
      if (answer.status === 401) { forget('unknown'); return; }
      if (answer.status !== 200) { lost(mine); return; }
      news(answer.body);
      if (!isFinal()) poll(mine, answer.body.n || after);
    }).catch(() => {
      if (mine !== round) return;
      refused = 0;
      lost(mine);
    });
  }
  function lost(mine) {
    linked = false;
    if (isFinal()) return;
    failures += 1;
    showLine();
    setTimeout(() => { if (mine === round) connect(); }, Math.min(1500, 150 * failures) + Math.random() * 150);
  }
  function news(message) {
    heard = Date.now();
    refused = refused < 2 ? 0 : refused;
    failures = 0;
    linked = true;
    if (message.phase) take(message);
    showLine();
    flush();
  }
  function wake() {
    if (!token || isFinal()) return;
    refused = 0;
    connect();
    flush();
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now();
    else if (!linked || Date.now() - hiddenAt > 1000) wake();
  });
  window.addEventListener('pageshow', (event) => { if (event.persisted) wake(); });
  window.addEventListener('online', wake);
  window.addEventListener('offline', showLine);
  setInterval(() => {
    if (token && socket && linked && Date.now() - heard > STALE) {
      linked = false;
      failures += 1;
      connect();
    }
    tick();
  }, 500);

  function showLine() {
    const line = byId('line');
    const number = latest && latest.seat;
    let words = '';
    if (!token || isFinal()) words = '';
    else if (navigator.onLine === false && !linked) words = text('offline');
    else if (!linked && failures > 1) words = text('away') + (number ? ' ' + text('moved', { number: number }) : '');
    else if (!linked && !latest) words = text('connecting');
    else if (unsent && tried > 1) words = text('unsent');
    line.className = failures > 1 || tried > 1 ? '' : 'fine';
    put(line, words);
  }

  // Answers: the newest is sent until the laptop has it; the higher count stands, so that none is counted twice.
  let unsent = null, isSending = false, tried = 0, count = 0, tooLate = false;

  function answer(response) {
    // Half seconds: higher than before also where a refresh forgot how far it had counted.
    count = Math.max(count + 1, Math.floor(Date.now() / 500) % 1073741824);
    unsent = { question: latest.question.id, count: count, response: response };
    draft.sent = response;
    tooLate = false;
    showState();
    flush();
  }
  function flush() {
    if (!unsent || isSending || !token) return;
    const one = unsent;
    isSending = true;
    request('POST', '/answer', one).then((reply) => {
      isSending = false;
      if (reply.status >= 500) throw new Error('again');
      if (unsent === one) unsent = null;
      tried = 0;
      if (reply.status === 401) { forget('unknown'); return; }
      tooLate = reply.status !== 200 && !!latest.question && latest.question.id === one.question;
      showState();
      showLine();
      flush();
    }).catch(() => {
      isSending = false;
      tried += 1;
      showLine();
      setTimeout(flush, Math.min(2000, 200 * tried) + Math.random() * 200);
    });
  }

  // Joining, and coming back to a seat.
  let attempt = random();
  function random() {
    const bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.from(bytes, (byte) => ('0' + byte.toString(16)).slice(-2)).join('');
  }
  function join(more) {
    const asked = Object.assign({ code: code, lang: language, attempt: attempt }, more);
    put(byId('line'), text('connecting'));
    request('POST', '/join', asked).then((reply) => {
      put(byId('line'), '');
      if (reply.status === 200 && reply.body.token) enter(reply.body);
      else door(reply.body.reason || 'other');
    }).catch(() => {
      byId('line').className = '';
      put(byId('line'), text(navigator.onLine === false ? 'offline' : 'away'));
      setTimeout(() => { if (!token) join(more); }, 1000);
    });
  }
  function comeBack(number) {
    request('POST', '/back', { code: code, lang: language, attempt: attempt, number: number }).then((reply) => {
      if (reply.status === 200 && reply.body.token) enter(reply.body);
      else if (reply.status === 202) {
        draw('waiting', [heading('again'), paragraph(text('backWait', { number: number }))]);
        setTimeout(() => { if (!token) comeBack(number); }, 1500);
      } else door(reply.body.reason === 'code' ? 'code' : 'no_back');
    }).catch(() => setTimeout(() => { if (!token) comeBack(number); }, 1500));
  }
  function enter(seat) {
    token = seat.token;
    remember('token', token);
    history.replaceState(null, '', '/#' + token);
    connect();
  }
  function forget(reason) {
    round += 1;
    token = '';
    attempt = random();
    latest = null;
    unsent = null;
    linked = false;
    remember('token', '');
    history.replaceState(null, '', '/');
    showLine();
    door(reason);
  }
  // The page before there is a seat; `why` is the laptop's word for what is missing.
  let lastWhy = '';
  function door(why) {
    lastWhy = why;
    const isBack = why === 'again' || why === 'no_back';
    const fields = [];
    const add = (key, settings, help) => {
      const field = make('input', Object.assign({ id: key, autocomplete: 'off', maxlength: 24 }, settings));
      fields.push(make('p', {}, [make('label', { for: key }, text(key)), field]));
      if (help) fields.push(paragraph(text(help), 'quiet'));
      return field;
    };
    const needsCode = !code || why === 'code' || why === 'unknown';
    if (why === 'back') { askBack(); return; }
    const typed = needsCode && add('code', { inputmode: 'numeric', maxlength: 4 });
    const name = why === 'name' || why === 'own' ? add('name', {}, 'nameHelp') : null;
    const register = why === 'number' || why === 'list' ? add('number', { inputmode: 'numeric', maxlength: 3 }) : null;
    const seat = isBack ? add('seatNumber', { inputmode: 'numeric', maxlength: 3 }) : null;
    const form = make('form', {}, fields.concat([make('button', { class: 'main' }, text(isBack ? 'back' : 'join'))]));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (typed) code = typed.value.trim();
      if (seat) comeBack(parseInt(seat.value, 10) || 0);
      else join(name ? { name: name.value } : register ? { number: parseInt(register.value, 10) || 0 } : {});
    });
    const said = TEXTS[language]['no_' + why] || TEXTS[language][why.slice(0, 3) === 'no_' ? why : ''] || '';
    const parts = [heading(isBack ? 'again' : 'title')];
    if (said) parts.push(make('p', { class: 'bad', role: 'alert' }, said));
    parts.push(form);
    if (!isBack) parts.push(button(text('again'), () => door('again')));
    else parts.push(button(text('fresh'), () => (code ? join({ fresh: true }) : door(''))));
    draw('door ' + why, parts);
    switches();
    (form.querySelector('input') || main.querySelector('h1')).focus();
  }
  function askBack() {
    draw('door', [heading('title'), paragraph(text('backAsk')), button(text('again'), () => door('again'), 'main'),
      button(text('fresh'), () => join({ fresh: true }))]);
    main.querySelector('h1').focus();
  }

  // Drawing. A page is drawn anew when its step changes; within a step only states change, so that focus and typing stay.
  let drawn = '', draft = {}, endsAt = null, warned = false;
  const isFinal = () => !!latest && (latest.phase === 'gone' || latest.phase === 'over');
  const isAsking = (page) => ['open', 'closed', 'revealed', 'explained'].indexOf(page.phase) >= 0;

  function take(page) {
    const before = latest;
    latest = page;
    const question = page.question;
    if (page.phase === 'gone') {
      // A new load begins at the door; until then it says why.
      remember('token', '');
      history.replaceState(null, '', '/');
    }
    if (question && draft.id !== question.id) draft = { id: question.id, picked: [], typed: '', pairs: [] };
    if (question && page.mine !== undefined && page.count >= count && !unsent) restore(question, page);
    if (unsent && (!question || question.id !== unsent.question)) unsent = null;
    endsAt = typeof page.left === 'number' ? Date.now() + page.left : null;
    if (!before || !before.question || !question || before.question.id !== question.id || before.phase !== page.phase) warned = tooLate = false;
    if (question && page.phase === 'closed' && before && before.phase === 'open') sendDraft();
    drawPage();
    announce(before, page);
  }
  function restore(question, page) {
    count = page.count;
    if (page.mine === null || draft.sent !== undefined && page.count === draft.count) return;
    draft.sent = page.mine;
    draft.count = page.count;
    if (question.kind === 'text' || question.kind === 'number') draft.typed = page.mine;
    else if (question.kind === 'match') draft.pairs = page.mine.slice();
    else draft.picked = [].concat(page.mine);
  }
  function announce(before, page) {
    const changed = !before || before.phase !== page.phase || (page.question && before.question && page.question.id !== before.question.id);
    if (!changed) return;
    if (page.phase === 'open') say(text(page.trial ? 'trialOpen' : 'isOpen', { title: title(page) }) + ' ' + instruction(page.question));
    else if (page.result) say([text(page.result.verdict), text('key') + ': ' + page.result.answer.join(', ')].concat(page.result.explanation || []).join('. '));
    else if (page.phase === 'closed' || page.phase === 'paused') say(text(page.phase));
    else if (page.phase === 'reading') say(title(page));
  }
  function title(page) {
    return page.trial ? text('trial') : text('question', { number: page.number, of: page.of });
  }
  function heading(key) {
    return make('h1', { tabindex: -1 }, text(key));
  }
  function instruction(question) {
    const words = { choice: 'one', 'true-false': 'one', multiple: 'some', order: 'sequence', match: 'pairs' }[question.kind];
    return words ? text(words) : '';
  }
  function draw(step, parts) {
    const held = main.contains(document.activeElement) && document.activeElement !== main;
    while (main.firstChild) main.removeChild(main.firstChild);
    parts.forEach((part) => main.appendChild(part));
    drawn = step;
    const first = main.querySelector('h1');
    if (held && first) first.focus();
  }
  function drawPage() {
    const page = latest;
    document.documentElement.lang = language;
    put(byId('who'), page.name ? [page.name, text('seat', { number: page.seat }), page.team].filter(Boolean).join(' · ') : 'Le Mans Quiz');
    const question = page.question || {};
    const step = [language, shows, page.phase, question.id, question.lang, question.text, page.why, page.waits, page.name, page.team, page.hands,
      JSON.stringify(page.result || page.place || 0)].join(' ');
    if (step !== drawn) draw(step, isAsking(page) || page.phase === 'reading' ? asked(page) : other(page));
    switches();
    showState();
    tick();
  }
  function other(page) {
    if (page.phase === 'lobby') {
      const parts = [make('h1', { tabindex: -1 }, text('lobby')), paragraph(text('called')), paragraph(page.name, 'big'),
        paragraph([text('seat', { number: page.seat }), page.team].filter(Boolean).join(' · '), 'quiet')];
      return page.waits ? parts.concat([paragraph(text('waits'))]) : parts;
    }
    const words = page.phase === 'gone' ? (page.why === 'kicked' ? 'kicked' : 'gone') : page.phase;
    const parts = [make('h1', { tabindex: -1 }, text(TEXTS.en[words] ? words : 'connecting'))];
    if (page.place) {
      const place = page.place;
      if (place.place) parts.push(paragraph(text('ranked', place), 'big'));
      if (place.points !== undefined) parts.push(paragraph(text('points', { points: place.points.toLocaleString(language) })));
      parts.push(paragraph(text('count', place)));
    }
    return parts;
  }
  function asked(page) {
    const question = page.question;
    const parts = [make('div', { class: 'row' }, [make('h1', { tabindex: -1 }, title(page)), make('p', { class: 'time', id: 'time', role: 'timer' })])];
    if (page.again) parts.push(paragraph(text('again_')));
    if (page.result) parts.push(verdict(page.result));
    if (page.phase === 'closed') parts.push(paragraph(text('closed')));
    if (shows && question.text) {
      if (question.context) parts.push(make('p', { lang: question.lang, class: 'quiet' }, question.context));
      parts.push(make('p', { class: 'stem', lang: question.lang }, question.text));
    } else if (!page.result) parts.push(paragraph(text('look'), 'quiet'));
    if (page.hands) return parts.concat([paragraph(text('hands'))]);
    if (page.phase === 'reading') return parts.concat([paragraph(text('reading'))]);
    if (page.phase === 'open' && instruction(question)) parts.push(paragraph(instruction(question)));
    return parts.concat(fields(page, question), page.result ? explained(page) : [make('p', { id: 'state', role: 'status' })]);
  }
  function fields(page, question) {
    if (question.kind === 'match') return pairing(page, question);
    if (question.kind === 'text' || question.kind === 'number') return typing(page, question);
    const list = make('ul', { class: 'options' }, question.options.map((option, place) => make('li', {}, optionButton(page, question, option, place))));
    const needsSending = question.kind === 'multiple' || question.kind === 'order';
    return needsSending && page.phase === 'open' ? [list, sender(() => draft.picked)] : [list];
  }
  function words(question, option, place) {
    return question.kind === 'true-false' ? text(place ? 'no' : 'yes') : option.text;
  }
  function optionButton(page, question, option, place) {
    const label = make('span', { class: 'words' }, words(question, option, place));
    if (question.kind !== 'true-false') label.lang = question.lang;
    const tile = make('span', { class: 'tile' }, [make('span', {}, option.letter), make('span', { 'aria-hidden': 'true' }, SHAPES[place] || '')]);
    const made = make('button', { type: 'button', class: 'option c' + (place % 6), 'data-id': option.id, 'aria-pressed': 'false' },
      [tile, label, make('span', { class: 'mark' })]);
    if (page.phase === 'open') made.addEventListener('click', () => pick(question, option.id));
    else made.setAttribute('aria-disabled', 'true');
    return made;
  }
  function pick(question, id) {
    const held = draft.picked.indexOf(id);
    if (question.kind === 'choice' || question.kind === 'true-false') {
      draft.picked = [id];
      answer(id);
      return;
    }
    if (held >= 0) draft.picked.splice(held, 1); else draft.picked.push(id);
    draft.touched = true;
    showState();
  }
  function sender(response) {
    return make('button', { type: 'button', class: 'main', id: 'send', click: () => submit(response) }, text('send'));
  }
  function submit(response) {
    if (!isWhole()) return;
    draft.touched = false;
    answer(JSON.parse(JSON.stringify(response())));
  }
  function isWhole() {
    const question = latest.question;
    if (question.kind === 'order') return draft.picked.length === question.options.length;
    if (question.kind === 'text' || question.kind === 'number') return !!draft.typed.trim();
    if (question.kind === 'match') return draft.pairs.some(Boolean);
    return draft.picked.length > 0;
  }
  // What was filled in but not sent when time runs out is sent then: nothing is lost for a missing tap.
  function sendDraft() {
    if (draft.touched && isWhole()) {
      const kind = latest.question.kind;
      submit(() => (kind === 'match' ? pairs() : kind === 'text' || kind === 'number' ? draft.typed : draft.picked));
    }
  }
  function typing(page, question) {
    const label = question.unit ? text('typedUnit', { unit: question.unit }) : text(question.kind === 'number' ? 'typedNumber' : 'typed');
    if (page.phase !== 'open') return [paragraph(draft.sent ? text('yours', { answer: draft.sent }) : text('nothing'))];
    const field = make('input', { id: 'typed', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: 200,
      inputmode: question.kind === 'number' ? 'decimal' : undefined });
    field.value = draft.typed;
    field.addEventListener('input', () => { draft.typed = field.value; draft.touched = true; showState(); });
    const form = make('form', {}, [make('label', { for: 'typed' }, label), field, make('button', { class: 'main', id: 'send' }, text('send'))]);
    form.addEventListener('submit', (event) => { event.preventDefault(); submit(() => draft.typed); });
    return [form];
  }
  function pairs() {
    return latest.question.lefts.map((_, place) => draft.pairs[place] || null);
  }
  function pairing(page, question) {
    const rows = question.lefts.map((left, place) => {
      const name = make('span', { lang: question.lang }, left);
      const chosen = question.options.filter((option) => option.id === draft.pairs[place])[0];
      if (page.phase !== 'open') return make('div', { class: 'pair' }, [name, paragraph(chosen ? chosen.text : '–')]);
      const choose = make('select', { id: 'pair' + place, 'data-place': place }, [make('option', { value: '' }, text('none'))].concat(
        question.options.map((option) => make('option', { value: option.id, lang: question.lang }, option.letter + '  ' + option.text))));
      choose.addEventListener('change', () => { draft.pairs[place] = choose.value; draft.touched = true; showState(); });
      return make('div', { class: 'pair' }, [make('label', { for: 'pair' + place }, name), choose]);
    });
    return page.phase === 'open' ? rows.concat([sender(pairs)]) : rows;
  }
  function verdict(result) {
    const style = { right: 'good', wrong: 'bad', missing: 'bad' }[result.verdict] || '';
    const sign = { right: '✓ ', wrong: '✗ ' }[result.verdict] || '';
    return make('p', { class: 'verdict ' + style }, [make('span', { 'aria-hidden': 'true' }, sign), text(result.verdict)]);
  }
  function explained(page) {
    const result = page.result;
    const isMarked = result.key.length > 0;
    const parts = isMarked ? [] : [make('h2', {}, text('key')), make('p', { class: 'card', lang: page.question.lang }, result.answer.join('\n'))];
    return result.explanation ? parts.concat([make('p', { lang: page.question.lang, class: 'lines' }, result.explanation)]) : parts;
  }
  // What changes within a step: which options are chosen, and whether the answer is saved.
  function showState() {
    const page = latest;
    if (!page || !page.question || !isAsking(page)) return;
    const options = main.querySelectorAll('.option');
    for (let place = 0; place < options.length; place += 1) showOption(page, options[place]);
    const chosen = main.querySelectorAll('select');
    for (let place = 0; place < chosen.length; place += 1) chosen[place].value = draft.pairs[place] || '';
    const state = byId('state');
    if (state) put(state, stateWords(page));
    const send = byId('send');
    if (send) {
      // Not `disabled`: the focus would be lost with it.
      send.setAttribute('aria-disabled', String(!isWhole() || (draft.sent !== undefined && !draft.touched)));
      put(send, text(draft.sent !== undefined ? 'sendAgain' : 'send'));
    }
  }
  function stateWords(page) {
    if (tooLate) return text('late');
    if (page.phase !== 'open') return draft.sent === undefined ? text('nothing') : '';
    if (draft.touched) return text('notSent');
    if (unsent) return text('sending');
    return draft.sent === undefined ? '' : text('saved');
  }
  function showOption(page, node) {
    const id = node.getAttribute('data-id');
    const place = draft.picked.indexOf(id);
    const key = page.result ? [].concat(page.result.key || []) : [];
    const isSet = page.question.kind !== 'order';
    let mark = place < 0 ? '' : isSet ? '✓' : String(place + 1);
    let style = 'mark';
    if (page.result && isSet && key.indexOf(id) >= 0) { mark = '✓ ' + text('isRight'); style = 'mark good'; }
    else if (page.result && isSet && place >= 0) { mark = '✗ ' + text('isWrong'); style = 'mark bad'; }
    node.setAttribute('aria-pressed', String(place >= 0));
    node.lastChild.className = style;
    put(node.lastChild, mark);
  }
  function tick() {
    const time = byId('time');
    if (!time || !latest) return;
    if (endsAt === null || latest.phase !== 'open') { put(time, ''); return; }
    const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    put(time, text('seconds', { count: left }));
    if (Date.now() > endsAt + 300) { take(Object.assign({}, latest, { phase: 'closed', left: null })); return; }
    if (left <= 10 && left > 0 && !warned) { warned = true; say(text('secondsLeft', { count: left })); }
    if (endsAt - Date.now() < 900) sendDraft();
  }

  // The pupil's own switches.
  function switches() {
    const row = byId('switches');
    const wanted = [token && latest && latest.question ? '1' : '', language, shows, isReading].join(' ');
    const change = byId('language');
    put(change, text('other'));
    change.lang = language === 'de' ? 'en' : 'de';
    document.documentElement.lang = language;
    if (row.getAttribute('data-for') === wanted) return;
    row.setAttribute('data-for', wanted);
    while (row.firstChild) row.removeChild(row.firstChild);
    if (!latest || !latest.question) return;
    const show = button(text('show'), () => { shows = !shows; remember('shows', shows ? '1' : ''); drawPage(); byId('show').focus(); });
    show.id = 'show';
    show.setAttribute('aria-pressed', String(shows));
    row.appendChild(show);
    if (window.speechSynthesis && window.SpeechSynthesisUtterance) row.appendChild(button(text(isReading ? 'stop' : 'read'), readAloud));
  }
  let isReading = false;
  function readAloud() {
    speechSynthesis.cancel();
    isReading = !isReading;
    if (isReading) {
      const question = latest.question;
      const parts = [question.text].concat(question.lefts || [], (question.options || []).map((option, place) => option.letter + ': ' + words(question, option, place)));
      if (latest.result) parts.push(text(latest.result.verdict), text('key') + ': ' + latest.result.answer.join(', '), latest.result.explanation || '');
      const speech = new SpeechSynthesisUtterance(parts.filter(Boolean).join('.\n'));
      speech.lang = question.lang;
      speech.onend = speech.onerror = () => { isReading = false; switches(); };
      speechSynthesis.speak(speech);
    }
    switches();
  }
  byId('language').addEventListener('click', () => {
    language = language === 'de' ? 'en' : 'de';
    remember('language', language);
    if (token && latest) { drawPage(); say(''); announce(null, latest); if (!isFinal()) connect(); } else door(lastWhy);
  });

  while (main.firstChild) main.removeChild(main.firstChild);
  switches();
  showLine();
  if (token) connect();
  else if (code) join({});
  else door('');
}());
