import './start.css';
import { mount } from 'svelte';
import { signalrHub } from '@monitor/shared/signalr';
import App from './App.svelte';
import { Live } from './live.svelte';

const target = document.getElementById('start');
if (target === null) throw new Error('index.html has lost its #start');
const live = new Live(signalrHub('/live/board'));
mount(App, { target, props: { live } });
live.start();
