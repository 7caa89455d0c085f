package com.example.shop;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the shop keeps of videos, once for each key. */
@Component
class Videos {
  private final JdbcTemplate jdbc;

  Videos(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional
  public void save(String key, String order, String outcome) {
    if (jdbc.update("UPDATE video SET calls = calls + 1 WHERE end_key = ?", key) == 0) {
      jdbc.update("INSERT INTO video VALUES (?, ?, ?, 1)", key, order, outcome);
    }
  }

  List<String> all() {
    return jdbc.query(
        "SELECT order_id, outcome FROM video",
        (row, number) -> row.getString(1) + " " + row.getString(2));
  }
}
