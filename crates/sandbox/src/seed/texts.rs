//! Words for the generated deliveries, in several languages and scripts.

pub const FIRST_NAMES: [&str; 12] =
    ["Camille", "Louis", "Amélie", "Jürgen", "Zoë", "Lucía", "Omar", "נועה", "Ελένη", "さくら", "伟", "प्रिया"];
pub const LAST_NAMES: [&str; 10] =
    ["Martin", "Dubois", "O'Neil", "Müller", "García", "Haddad", "לוי", "Παππάς", "田中", "शर्मा"];

/// A label and a text of an SMS in one language.
pub const CAMPAIGNS: [(&str, &str); 24] = [
    (
        "Autumn sale",
        "Hello <%= recipient.firstName %>, 20% off until Sunday: https://shop.example.com/autumn STOP 36111",
    ),
    (
        "Soldes d'été",
        "Bonjour <%= recipient.firstName %>, les soldes commencent ! https://shop.example.com/soldes STOP au 36111",
    ),
    ("Rappel de rendez-vous", "Bonjour <%= recipient.firstName %>, votre rendez-vous est confirmé. À bientôt !"),
    ("Herbstaktion", "Guten Tag <%= recipient.firstName %>, schöne Angebote für Sie: https://shop.example.com/herbst"),
    ("Rebajas de otoño", "Hola <%= recipient.firstName %>, ¡rebajas hasta el domingo! https://shop.example.com/otono"),
    ("عرض الخريف", "مرحبا <%= recipient.firstName %>، خصم ٢٠٪ حتى يوم الأحد: https://shop.example.com/ar"),
    ("מבצע סתיו", "שלום <%= recipient.firstName %>, הנחה של 20% עד יום ראשון: https://shop.example.com/he"),
    ("Φθινοπωρινές εκπτώσεις", "ΓΕΙΑ ΣΑΣ <%= recipient.firstName %>, ΕΚΠΤΩΣΕΙΣ 20%: https://shop.example.com/el"),
    ("秋のセール", "<%= recipient.firstName %>様、秋のセールは日曜日まで。https://shop.example.com/ja"),
    ("秋季促销", "<%= recipient.firstName %>，您好！八折优惠至周日：https://shop.example.com/zh"),
    ("शरद ऋतु सेल", "नमस्ते <%= recipient.firstName %>, रविवार तक 20% छूट: https://shop.example.com/hi"),
    ("🎉 Birthday club 🎂", "Happy birthday <%= recipient.firstName %> 🎂 Your gift: https://shop.example.com/gift"),
    ("Loyalty points", "<%= recipient.firstName %>, your points expire soon. Balance: https://shop.example.com/points"),
    (
        "Points de fidélité",
        "<%= recipient.firstName %>, vos points expirent bientôt. Solde : https://shop.example.com/points",
    ),
    ("Delivery notice", "Your parcel arrives today. Follow it: https://shop.example.com/parcel"),
    ("Avis de livraison", "Votre colis arrive aujourd'hui. Suivi : https://shop.example.com/colis"),
    ("Store opening", "We open near you on Saturday, <%= recipient.firstName %>. Coffee is on us."),
    ("Ouverture de boutique", "Nous ouvrons près de chez vous samedi. Le café est offert, <%= recipient.firstName %>."),
    ("Terminerinnerung", "Erinnerung: Ihr Termin ist morgen. Größere Änderungen bitte anrufen."),
    ("Confirmación de cita", "Su cita es mañana, <%= recipient.firstName %>. Responda SI para confirmar."),
    ("تذكير بالموعد", "تذكير: موعدك غدا، <%= recipient.firstName %>."),
    ("תזכורת לפגישה", "תזכורת: הפגישה שלך מחר, <%= recipient.firstName %>."),
    ("Price {drop} [VIP] ~ €", "VIP {today}: 10 € off [code: A~B] ^ https://shop.example.com/vip"),
    ("Win-back", "We miss you, <%= recipient.firstName %>! Come back: https://shop.example.com/back"),
];

/// Longer than any table cell.
pub const LONG_LABEL: &str = "A label that somebody typed without ever stopping, because the form let them, about the \
    opening of the autumn season in all shops of the north, the south, the east and the west, including those that are \
    closed on Mondays, with the regional variants A, B and C, version 7 final (really final), approved by everybody";
