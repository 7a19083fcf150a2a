package io.mainstem.simulators.business;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Founds the group: sites with tills and staff, menu, clients and customers. */
final class Founding {
  private static final int OPENING_PEOPLE = 150;
  private static final int NEW_PEOPLE_A_DAY = 4;

  /** Clients from here on are unknown to accounting. */
  static final int FIRST_CLIENT_UNKNOWN_TO_BOOKS = 16;

  private static final List<String[]> SITES =
      List.of(
          new String[] {"HL", "Harbour Lane", "Wexcombe"},
          new String[] {"QY", "Quayside Yard", "Wexcombe"},
          new String[] {"MS", "Millrace Street", "Thornaby Vale"},
          new String[] {"BP", "Bellfield Parade", "Thornaby Vale"},
          new String[] {"CS", "Copperhouse Square", "Oldmere"},
          new String[] {"LR", "Larkspur Road", "Oldmere"},
          new String[] {"TR", "Tanner's Row", "Castle Durrow"},
          new String[] {"SA", "Station Arches", "Castle Durrow"});

  /** Role, title and pence a minute of the twelve people of a site. */
  private static final List<Object[]> POSTS =
      List.of(
          new Object[] {"manager", "General manager", 30},
          new Object[] {"manager", "Assistant manager", 26},
          new Object[] {"kitchen", "Head chef", 29},
          new Object[] {"kitchen", "Sous chef", 26},
          new Object[] {"kitchen", "Chef de partie", 24},
          new Object[] {"kitchen", "Commis chef", 22},
          new Object[] {"floor", "Supervisor", 24},
          new Object[] {"floor", "Waiter", 22},
          new Object[] {"floor", "Waiter", 22},
          new Object[] {"floor", "Barista", 22},
          new Object[] {"floor", "Bartender", 23},
          new Object[] {"porter", "Kitchen porter", 21});

  private static final List<Object[]> MENU =
      List.of(
          new Object[] {"Smoked haddock chowder", "Starters", 950},
          new Object[] {"Charred leek vinaigrette", "Starters", 875},
          new Object[] {"Potted crab", "Starters", 1150},
          new Object[] {"Soup of the day", "Starters", 725},
          new Object[] {"Sourdough and cultured butter", "Starters", 450},
          new Object[] {"Hake, brown butter, capers", "Mains", 2195},
          new Object[] {"Lamb shoulder for one", "Mains", 2395},
          new Object[] {"Mushroom and ale pie", "Mains", 1695},
          new Object[] {"Beetroot and barley risotto", "Mains", 1550},
          new Object[] {"Half roast chicken", "Mains", 1895},
          new Object[] {"Harbour burger", "Mains", 1650},
          new Object[] {"Mussels and chips", "Mains", 1795},
          new Object[] {"Skin-on chips", "Sides", 475},
          new Object[] {"Hispi cabbage", "Sides", 525},
          new Object[] {"Green salad", "Sides", 475},
          new Object[] {"Treacle tart", "Puddings", 750},
          new Object[] {"Chocolate and sea salt pot", "Puddings", 795},
          new Object[] {"Three cheeses", "Puddings", 1150},
          new Object[] {"Eggs on toast", "Breakfast", 895},
          new Object[] {"Full breakfast", "Breakfast", 1395},
          new Object[] {"Porridge and plums", "Breakfast", 695},
          new Object[] {"Flat white", "Drinks", 385},
          new Object[] {"Pot of tea", "Drinks", 325},
          new Object[] {"Elderflower spritz", "Drinks", 495},
          new Object[] {"Pale ale, pint", "Drinks", 645},
          new Object[] {"House white, 175 ml", "Drinks", 725},
          new Object[] {"House red, 175 ml", "Drinks", 725},
          new Object[] {"Sparkling water", "Drinks", 395});

  /** How the CRM writes a client, and how accounting does. */
  private static final List<String[]> CLIENTS =
      List.of(
          new String[] {"Fennwick & Vale", "FENNWICK AND VALE LIMITED"},
          new String[] {"Orrery Instruments Ltd", "Orrery Instruments"},
          new String[] {"The Lanternhouse Trust", "Lanternhouse Trust (The)"},
          new String[] {"Tidewright Marine", "Tidewright Marine Ltd."},
          new String[] {"Brackenby Solicitors LLP", "Brackenby LLP"},
          new String[] {"Inkwell Lane Studios", "INKWELL LANE STUDIOS LTD"},
          new String[] {"Oldmere Rowing Club", "Oldmere R.C."},
          new String[] {"Gannet & Sons Builders", "Gannet and Sons (Builders) Ltd"},
          new String[] {"Halfpenny Bookshop", "Halfpenny Books Limited"},
          new String[] {"Marlstone Architects", "Marlstone Arch. Ltd"},
          new String[] {"Sunderwick College", "Sunderwick Coll."},
          new String[] {"Pollen Digital", "Pollen Digital Limited"},
          new String[] {"Wexcombe Town Band", "WEXCOMBE TOWN BAND"},
          new String[] {"Thornaby Vale Housing", "Thornaby Vale Housing Assoc"},
          new String[] {"Quill & Compass", "Quill and Compass Ltd"},
          new String[] {"Northlight Opticians", "Northlight Optical Group"},
          new String[] {"Greycoat Theatre", ""},
          new String[] {"Aldermoor Surveyors", ""},
          new String[] {"Castle Durrow Hockey", ""},
          new String[] {"Spindrift Yoga", ""});

  /** Has moved and told accounting only. */
  static final int MOVED_CLIENT = 2;

  private static final Client.Place NEW_OFFICE =
      new Client.Place("4 Ledger Row", "Thornaby Vale", "ZZ4 4LR");

  private static final List<String> STREETS =
      List.of("Quay Street", "Ropewalk Road", "Candle Lane", "Weavers Square", "Orchard Avenue");

  private Founding() {}

  private static Client.Place place(int client) {
    return new Client.Place(
        3 + 7 * client + " " + STREETS.get(client % STREETS.size()),
        "Oldmere",
        String.format(Locale.ROOT, "ZZ%d %dOM", 1 + client / 9, 1 + client % 9));
  }

  static List<Site> sites(long seed, Names names) {
    List<Site> sites = new ArrayList<>();
    int staffId = 1;
    for (int i = 0; i < SITES.size(); i++) {
      String[] words = SITES.get(i);
      Dice dice = Dice.of(seed, "site", i);
      int id = i + 1;
      String location = "L" + dice.capitals(12);
      List<Till> tills = new ArrayList<>();
      int count = i % 2 == 0 ? 3 : 4;
      for (int t = 1; t <= count; t++) {
        int share = t == 2 ? 40 : 60 / (count - 1);
        tills.add(new Till("device:" + dice.capitals(16), "Till " + t, id, share));
      }
      List<StaffMember> staff = new ArrayList<>();
      for (int p = 0; p < POSTS.size(); p++) {
        staff.add(staffMember(dice, names, id, p, staffId++));
      }
      sites.add(
          new Site(
              id,
              words[0],
              words[1],
              words[2],
              "ZZ" + id + " 1" + words[0],
              String.format(Locale.ROOT, "+4420794600%02d", id),
              location,
              tills,
              staff));
    }
    return List.copyOf(sites);
  }

  private static StaffMember staffMember(Dice dice, Names names, int site, int post, int id) {
    Names.Name name = names.next();
    Object[] words = POSTS.get(post);
    return new StaffMember(
        id,
        String.format(Locale.ROOT, "CK%02d%02d", site, post + 1),
        name.given(),
        name.family(),
        name.mailbox() + "@copperkettle.example",
        names.phone(),
        (String) words[0],
        (String) words[1],
        site,
        (int) words[2],
        LocalDate.of(2021, 1, 4).plusDays(dice.between(0, 1700)),
        "TM" + dice.id(14));
  }

  static List<MenuItem> menu(long seed) {
    List<MenuItem> menu = new ArrayList<>();
    for (int i = 0; i < MENU.size(); i++) {
      Object[] words = MENU.get(i);
      Dice dice = Dice.of(seed, "menu", i);
      menu.add(
          new MenuItem(
              dice.capitals(24),
              dice.capitals(24),
              String.format(Locale.ROOT, "CK-%03d", i + 1),
              (String) words[0],
              (String) words[1],
              (int) words[2]));
    }
    return List.copyOf(menu);
  }

  static List<Client> clients(long seed) {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS.size(); i++) {
      String[] words = CLIENTS.get(i);
      boolean known = i < FIRST_CLIENT_UNKNOWN_TO_BOOKS;
      clients.add(
          new Client(
              i,
              words[0],
              words[1],
              words[0].toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + ".example",
              String.format(Locale.ROOT, "0900%04d", 1200 + i * 37),
              String.format(Locale.ROOT, "GB9900%05d", 31000 + i * 113),
              String.format(Locale.ROOT, "+4420794601%02d", i),
              place(i),
              Spelling.books(i == MOVED_CLIENT ? NEW_OFFICE : place(i)),
              String.valueOf(7_100_000_000L + i * 1_013L),
              known ? Dice.uuid(seed, "xero-client", i).toString() : null,
              i));
    }
    return List.copyOf(clients);
  }

  static List<Person> people(long seed, Names names, List<Client> clients) {
    List<Person> people = new ArrayList<>();
    for (Client client : clients) {
      Names.Name name = names.next();
      int n = client.number();
      people.add(
          person(
              seed,
              n,
              name,
              name.mailbox() + "@" + client.domain(),
              names.phone(),
              Known.of(true, n % 4 == 0, false, true),
              n,
              Calendar.opening()));
    }
    int total = OPENING_PEOPLE + NEW_PEOPLE_A_DAY * Calendar.HORIZON_DAYS;
    for (int n = clients.size(); n < total; n++) {
      Dice dice = Dice.of(seed, "person", n);
      Names.Name name = names.next();
      String domain = dice.pick(List.of("example.com", "example.org", "example.net"));
      people.add(
          person(
              seed,
              n,
              name,
              name.mailbox() + "@" + domain,
              names.phone(),
              Known.byHabit(n),
              null,
              since(dice, n)));
    }
    return List.copyOf(people);
  }

  private static LocalDateTime since(Dice dice, int n) {
    if (n < OPENING_PEOPLE) {
      return Calendar.opening();
    }
    int day = (n - OPENING_PEOPLE) / NEW_PEOPLE_A_DAY;
    return Calendar.date(day).atTime(dice.between(9, 20), dice.between(0, 59), dice.between(0, 59));
  }

  private static Person person(
      long seed,
      int n,
      Names.Name name,
      String email,
      String phone,
      Known known,
      @Nullable Integer client,
      LocalDateTime since) {
    return new Person(
        n,
        name.title(),
        name.given(),
        name.family(),
        email,
        phone,
        known.crm() ? String.valueOf(51_000_000_000L + n * 131L) : null,
        known.till() ? Dice.of(seed, "customer", n).capitals(26) : null,
        known.books() ? Dice.uuid(seed, "xero-person", n).toString() : null,
        client,
        since,
        known.tillEmail());
  }

  /** Which tools know someone. */
  private record Known(boolean crm, boolean till, boolean books, boolean tillEmail) {
    static Known of(boolean crm, boolean till, boolean books, boolean tillEmail) {
      return new Known(crm, till, books, tillEmail);
    }

    static Known byHabit(int n) {
      return switch (n % 10) {
        case 0, 1, 2, 3 -> of(false, true, false, true);
        case 4, 5 -> of(true, true, false, true);
        case 6 -> of(true, true, true, n % 20 != 16);
        case 7 -> of(true, false, false, true);
        case 8 -> of(true, false, true, true);
        default -> of(true, true, false, false);
      };
    }
  }
}
