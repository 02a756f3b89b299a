document.documentElement.className = "moving";
