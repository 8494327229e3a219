import './start.css';
import { mount } from 'svelte';
import { signalrHub } from '@monitor/shared/signalr';
import App from './App.svelte';
import { Live } from './live.svelte';
import { langOf } from '@monitor/shared/words';
import { Say } from './say';

const target = document.getElementById('start');
if (target === null) throw new Error('index.html has lost its #start');
const say = new Say(langOf(new URLSearchParams(location.search).get('lang')));
document.documentElement.lang = say.lang;
const live = new Live(signalrHub('/live/board'));
mount(App, { target, props: { live, say } });
live.start();
