document.getElementById('start')!.textContent = 'Monitor';
