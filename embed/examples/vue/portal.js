// A portal in Vue 3. The folder of the package `sms-dashboard` is served under /sms/ and is not bundled,
// because the entry file loads the files beside it. In a single-file component the same element is
//     <sms-dashboard :getToken.prop="getToken" :route.attr="route" @sms-route-change="route = $event.detail.route" />
// with `compilerOptions: { isCustomElement: (tag) => tag === "sms-dashboard" }` in the build's options for Vue.
import { createApp, h, ref } from "vue";
import "/sms/sms-dashboard.js";
import { getToken } from "../tokens.js";

const Portal = {
  setup() {
    const route = ref("deliveries");
    const theme = ref("auto");
    const isQuiet = ref(false);

    return () => [
      h("header", [
        h("h1", "Marketing portal"),
        h("p", ["Here: ", h("output", route.value)]),
        h("button", { type: "button", onClick: () => (route.value = "deliveries/1206770/summary") }, "Show the event launch"),
        h("label", { for: "theme" }, "Theme"),
        h("select", { id: "theme", value: theme.value, onChange: (event) => (theme.value = event.target.value) },
          ["auto", "light", "dark"].map((name) => h("option", name))),
        h("label", [h("input", { type: "checkbox", onChange: (event) => (isQuiet.value = event.target.checked) }),
          " Nothing is sent today"]),
      ]),
      // A dot sets a property, a caret sets an attribute.
      h("main", h("sms-dashboard", {
        ".getToken": getToken,
        "^sign-in": "host",
        "^locale": "en",
        "^theme": theme.value,
        "^route": route.value,
        "onSms-route-change": (event) => (route.value = event.detail.route),
        "onSms-before-send": (event) => isQuiet.value && event.preventDefault(),
      }, h("p", { slot: "loading" }, "The portal is loading the SMS dashboard."))),
    ];
  },
};

createApp(Portal).mount("#portal");
