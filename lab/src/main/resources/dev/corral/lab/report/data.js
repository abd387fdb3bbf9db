'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const root = document.documentElement;
const color = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
const plain = value => value >= 20 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : value.toFixed(1);
const AXIS = 48;
