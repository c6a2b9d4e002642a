const { shout } = require('./lib/stringtools');

console.log(shout('ready'));
